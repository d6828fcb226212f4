/* SPDX-License-Identifier: MIT */
#include "read/openssl.h"

#include <dlfcn.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

/* The name that OpenSSL 3 keeps for as long as its ABI is the same. */
#ifndef ELB_LIBSSL_SONAME
#define ELB_LIBSSL_SONAME "libssl.so.3"
#endif

/* libssl brings libcrypto along, whose functions are found through the same handle. */
static struct {
    __typeof__(TLS_client_method) *client_method;
    __typeof__(SSL_CTX_new) *ctx_new;
    __typeof__(SSL_CTX_free) *ctx_free;
    __typeof__(SSL_CTX_set_cipher_list) *set_cipher_list;
    __typeof__(SSL_new) *new;
    __typeof__(SSL_free) *free;
    __typeof__(SSL_get_ciphers) *get_ciphers;
    __typeof__(SSL_get1_supported_ciphers) *get1_supported_ciphers;
    __typeof__(SSL_CIPHER_get_protocol_id) *cipher_code;
    __typeof__(SSL_CIPHER_get_name) *cipher_name;
    __typeof__(OPENSSL_sk_num) *sk_num;
    __typeof__(OPENSSL_sk_value) *sk_value;
    __typeof__(OPENSSL_sk_free) *sk_free;
    __typeof__(ERR_clear_error) *clear_error;
    __typeof__(OpenSSL_version) *version;
    __typeof__(EVP_Q_digest) *digest;
    char name[64];
    bool loaded;
} openssl;

static const struct {
    const char *name;
    void *function;
} functions[] = {
    {"TLS_client_method", &openssl.client_method},
    {"SSL_CTX_new", &openssl.ctx_new},
    {"SSL_CTX_free", &openssl.ctx_free},
    {"SSL_CTX_set_cipher_list", &openssl.set_cipher_list},
    {"SSL_new", &openssl.new},
    {"SSL_free", &openssl.free},
    {"SSL_get_ciphers", &openssl.get_ciphers},
    {"SSL_get1_supported_ciphers", &openssl.get1_supported_ciphers},
    {"SSL_CIPHER_get_protocol_id", &openssl.cipher_code},
    {"SSL_CIPHER_get_name", &openssl.cipher_name},
    {"OPENSSL_sk_num", &openssl.sk_num},
    {"OPENSSL_sk_value", &openssl.sk_value},
    {"OPENSSL_sk_free", &openssl.sk_free},
    {"ERR_clear_error", &openssl.clear_error},
    {"OpenSSL_version", &openssl.version},
    {"EVP_Q_digest", &openssl.digest},
};

/* "OpenSSL 3.0.17 1 Jul 2025": without the date. */
static void keep_version(void)
{
    struct elb_text text = elb_text_from(openssl.version(OPENSSL_VERSION));
    struct elb_text product = ELB_TEXT("OpenSSL");
    struct elb_text number = {0};

    if (elb_text_next_word(&text, " ", &product) && elb_text_next_word(&text, " ", &number))
        (void)snprintf(openssl.name, sizeof(openssl.name), "%.*s %.*s", ELB_TEXT_ARGS(product),
                       ELB_TEXT_ARGS(number));
}

static void load(void)
{
    /* Never closed: OpenSSL has handlers that run when the process ends. */
    void *library = dlopen(ELB_LIBSSL_SONAME, RTLD_NOW | RTLD_LOCAL);

    for (size_t i = 0; library && i < sizeof(functions) / sizeof(functions[0]); i++) {
        void *address = dlsym(library, functions[i].name);

        if (!address)
            return;
        /* ISO C knows no way from a pointer to an object to one to a function, but POSIX does. */
        memcpy(functions[i].function, &address, sizeof(address));
    }
    if (!library)
        return;
    keep_version();
    openssl.loaded = true;
}

static bool is_loaded(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    return pthread_once(&once, load) == 0 && openssl.loaded;
}

static enum elb_status refuse(const char *what, struct elb_error *reterr)
{
    return elb_error_set(reterr, ELB_ERROR_UNSUPPORTED, NULL, 0, 0,
                         "%s needs OpenSSL 3, and this system has no " ELB_LIBSSL_SONAME, what);
}

const char *elb_openssl_version(void)
{
    return is_loaded() ? openssl.name : "";
}

const char *elb_openssl_library(void)
{
    return ELB_LIBSSL_SONAME;
}

static enum elb_status take_suites(const OPENSSL_STACK *stack,
                                   struct elb_openssl_suites *ret_suites, struct elb_error *reterr)
{
    const int count = stack ? openssl.sk_num(stack) : 0;

    if (count > ELB_OPENSSL_SUITES_MAX)
        return elb_error_set(reterr, ELB_ERROR_LIMIT, NULL, 0, 0,
                             "%s has more than %d cipher suites", openssl.name,
                             ELB_OPENSSL_SUITES_MAX);
    for (int i = 0; i < count; i++) {
        const SSL_CIPHER *cipher = openssl.sk_value(stack, i);

        ret_suites->list[i].code = openssl.cipher_code(cipher);
        ret_suites->list[i].name = openssl.cipher_name(cipher);
    }
    ret_suites->count = (size_t)(count > 0 ? count : 0);
    return ELB_OK;
}

static enum elb_status list_suites(SSL_CTX *ctx, enum elb_openssl_view view,
                                   struct elb_openssl_suites *ret_suites, struct elb_error *reterr)
{
    SSL *ssl = openssl.new(ctx);
    enum elb_status status;
    STACK_OF(SSL_CIPHER) * offered;

    if (!ssl)
        return elb_error_set_memory(reterr);
    if (view == ELB_OPENSSL_OFFERED) {
        offered = openssl.get1_supported_ciphers(ssl);
        status = take_suites((const OPENSSL_STACK *)offered, ret_suites, reterr);
        openssl.sk_free((OPENSSL_STACK *)offered);
    } else {
        status = take_suites((const OPENSSL_STACK *)openssl.get_ciphers(ssl), ret_suites, reterr);
    }
    openssl.free(ssl);
    return status;
}

enum elb_status elb_openssl_expand(const char *ciphers, enum elb_openssl_view view,
                                   struct elb_openssl_suites *ret_suites, struct elb_error *reterr)
{
    enum elb_status status = ELB_OK;
    SSL_CTX *ctx;

    if (!is_loaded())
        return refuse("a cipher list with keywords or operators", reterr);
    ctx = openssl.ctx_new(openssl.client_method());
    if (!ctx) {
        openssl.clear_error();
        return elb_error_set(reterr, ELB_ERROR_UNSUPPORTED, NULL, 0, 0,
                             "%s can't be set up: is its configuration broken?", openssl.name);
    }
    ret_suites->count = 0;
    if (openssl.set_cipher_list(ctx, ciphers))
        status = list_suites(ctx, view, ret_suites, reterr);
    openssl.ctx_free(ctx);
    openssl.clear_error();
    return status;
}

/* In lower-case hex, with a NUL behind it: `size` bytes in all. */
static enum elb_status digest(const char *name, const char *what, struct elb_text text,
                              char *ret_hash, size_t size, struct elb_error *reterr)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    size_t length = 0;

    if (!is_loaded())
        return refuse(what, reterr);
    if (!openssl.digest(NULL, name, NULL, text.start, text.length, bytes, &length) ||
        length != (size - 1) / 2) {
        openssl.clear_error();
        return elb_error_set(reterr, ELB_ERROR_UNSUPPORTED, NULL, 0, 0, "%s refuses %s",
                             openssl.name, name);
    }
    for (size_t i = 0; i < length; i++)
        (void)snprintf(ret_hash + 2 * i, 3, "%02x", bytes[i]);
    return ELB_OK;
}

enum elb_status elb_openssl_md5(struct elb_text text, char ret_hash[ELB_OPENSSL_MD5_SIZE],
                                struct elb_error *reterr)
{
    return digest("MD5", "the MD5 of a JA3", text, ret_hash, ELB_OPENSSL_MD5_SIZE, reterr);
}

enum elb_status elb_openssl_sha256(struct elb_text text, char ret_hash[ELB_OPENSSL_SHA256_SIZE],
                                   struct elb_error *reterr)
{
    return digest("SHA256", "the SHA-256 of a JA4", text, ret_hash, ELB_OPENSSL_SHA256_SIZE,
                  reterr);
}
