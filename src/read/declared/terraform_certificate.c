/* SPDX-License-Identifier: MIT */

/* The key types of certificates that are declared beside their listener. */
#include "read/declared/terraform.h"

/* The words of ACM, and of tls_private_key. */
static const struct {
    const char *word;
    enum elb_certificate type;
} words[] = {
    {"RSA_2048", ELB_CERTIFICATE_RSA2048},      {"RSA_3072", ELB_CERTIFICATE_RSA3072},
    {"RSA_4096", ELB_CERTIFICATE_RSA4096},      {"EC_prime256v1", ELB_CERTIFICATE_ECDSA256},
    {"EC_secp384r1", ELB_CERTIFICATE_ECDSA384}, {"EC_secp521r1", ELB_CERTIFICATE_ECDSA521},
    {"P256", ELB_CERTIFICATE_ECDSA256},         {"P384", ELB_CERTIFICATE_ECDSA384},
    {"P521", ELB_CERTIFICATE_ECDSA521},         {"2048", ELB_CERTIFICATE_RSA2048},
    {"3072", ELB_CERTIFICATE_RSA3072},          {"4096", ELB_CERTIFICATE_RSA4096},
};

static enum elb_certificate type_of_word(struct elb_text word)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (elb_text_is(word, words[i].word))
            return words[i].type;
    }
    return ELB_CERTIFICATE_NONE;
}

/* Source: the provider's page of tls_private_key: 2048 bits unless others are set. */
static enum elb_certificate type_of_key(struct elb_tf_run *run, struct elb_tf_body body)
{
    const struct elb_text algorithm = elb_tf_text_of(run, body, "algorithm");

    if (elb_text_is(algorithm, "ECDSA"))
        return elb_tf_attribute(body, "ecdsa_curve")
                   ? type_of_word(elb_tf_text_of(run, body, "ecdsa_curve"))
                   : ELB_CERTIFICATE_NONE;
    if (!elb_text_is(algorithm, "RSA"))
        return ELB_CERTIFICATE_NONE;
    if (!elb_tf_attribute(body, "rsa_bits"))
        return ELB_CERTIFICATE_RSA2048;
    return type_of_word(elb_tf_text_of(run, body, "rsa_bits"));
}

/* From a certificate, or what waits for one or takes its place, to its key. */
static enum elb_certificate type_of(struct elb_tf_run *run, struct elb_tf_body body,
                                    const char *name)
{
    for (size_t i = 0; i < 4; i++) {
        struct elb_tf_value value;
        const struct elb_tf_block *block = elb_tf_follow(run, body, name, &value);

        if (!block || strcmp(block->kind, "resource") != 0)
            return ELB_CERTIFICATE_NONE;
        body = (struct elb_tf_body){block->body, value.scope};
        if (elb_text_is(block->type, "tls_private_key"))
            return type_of_key(run, body);
        if (elb_tf_attribute(body, "key_algorithm"))
            return type_of_word(elb_tf_text_of(run, body, "key_algorithm"));
        name = elb_text_is(block->type, "aws_acm_certificate_validation") ? "certificate_arn"
                                                                          : "private_key";
    }
    return ELB_CERTIFICATE_NONE;
}

void elb_tf_set_certificates(struct elb_tf_run *run, struct elb_listener *listener,
                             struct elb_tf_body body, const char *name)
{
    const enum elb_certificate type = type_of(run, body, name);

    if (type != ELB_CERTIFICATE_NONE)
        listener->certificates = (struct elb_certificates){.list = {type}, .count = 1};
}

/* Past so many in one module, who has which is not looked up. */
#define ADDED_MAX 256

static bool is_of_listener(struct elb_tf_run *run, struct elb_tf_body added,
                           const struct elb_tf_block *listener)
{
    return elb_tf_follow(run, added, "listener_arn", NULL) == listener;
}

/* One of which the type is not known leaves all unknown. */
void elb_tf_add_certificates(struct elb_tf_run *run, struct elb_listener *listener,
                             const struct elb_tf_block *block, struct elb_tf_body body)
{
    const struct elb_tf_module *module = body.scope.instance->module;
    struct elb_certificates *all = &listener->certificates;

    for (const struct elb_tf_block *i = module->certificates; i && all->count > 0;
         i = i->next_certificate) {
        const struct elb_tf_body added = {i->body,
                                          {.instance = body.scope.instance, .file = i->file}};
        enum elb_certificate type;

        if (module->certificate_count <= ADDED_MAX && !is_of_listener(run, added, block))
            continue;
        type = type_of(run, added, "certificate_arn");
        if (type == ELB_CERTIFICATE_NONE || all->count == ELB_CERTIFICATES_MAX)
            all->count = 0;
        else
            all->list[all->count++] = type;
    }
}
