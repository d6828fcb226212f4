/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* pcap.h wants u_int and its like */

#include "read/pcap.h"

#ifdef ELB_HAVE_PCAP

#include "base/alloc.h"

#include <dlfcn.h>
#include <pcap/pcap.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

struct elb_pcap {
    pcap_t *pcap;
};

static struct {
    __typeof__(pcap_fopen_offline) *fopen_offline;
    __typeof__(pcap_next_ex) *next_ex;
    __typeof__(pcap_datalink) *datalink;
    __typeof__(pcap_datalink_val_to_name) *datalink_name;
    __typeof__(pcap_geterr) *geterr;
    __typeof__(pcap_close) *close;
    bool loaded;
} library;

static const struct {
    const char *name;
    void *function;
} functions[] = {
    {"pcap_fopen_offline", &library.fopen_offline},
    {"pcap_next_ex", &library.next_ex},
    {"pcap_datalink", &library.datalink},
    {"pcap_datalink_val_to_name", &library.datalink_name},
    {"pcap_geterr", &library.geterr},
    {"pcap_close", &library.close},
};

static void *open_library(void)
{
    /* Debian has kept the name of 2001; everybody else has the one that libpcap gives itself. */
    static const char *const names[] = {"libpcap.so.0.8", "libpcap.so.1"};
    void *handle = NULL;

    for (size_t i = 0; !handle && i < sizeof(names) / sizeof(names[0]); i++)
        handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    return handle;
}

static void load(void)
{
    void *handle = open_library(); /* never closed: as with OpenSSL */

    for (size_t i = 0; handle && i < sizeof(functions) / sizeof(functions[0]); i++) {
        void *address = dlsym(handle, functions[i].name);

        if (!address)
            return;
        /* ISO C knows no way from a pointer to an object to one to a function, but POSIX does. */
        memcpy(functions[i].function, &address, sizeof(address));
    }
    library.loaded = handle != NULL;
}

static enum elb_status open_capture(struct elb_pcap *pcap, struct elb_text bytes, const char *path,
                                    struct elb_error *reterr)
{
    char reason[PCAP_ERRBUF_SIZE] = "";
    /* It is only read from: fmemopen() has no const. */
    FILE *file = fmemopen((void *)(uintptr_t)bytes.start, bytes.length, "rb");

    if (!file)
        return elb_error_set_memory(reterr);
    pcap->pcap = library.fopen_offline(file, reason);
    if (pcap->pcap)
        return ELB_OK;
    (void)fclose(file);
    return elb_error_set(reterr, ELB_ERROR_SYNTAX, path, 0, 0, "libpcap can't read it: %s", reason);
}

enum elb_status elb_pcap_open(struct elb_text bytes, const char *path, struct elb_pcap **ret_pcap,
                              struct elb_error *reterr)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    enum elb_status status;
    struct elb_pcap *pcap;

    if (pthread_once(&once, load) != 0 || !library.loaded)
        return elb_error_set(reterr, ELB_ERROR_UNSUPPORTED, path, 0, 0,
                             "a capture needs libpcap, and this system has no libpcap.so.0.8 or "
                             "libpcap.so.1");
    pcap = elb_alloc(sizeof(*pcap));
    if (!pcap)
        return elb_error_set_memory(reterr);
    status = open_capture(pcap, bytes, path, reterr);
    if (status != ELB_OK)
        elb_free(pcap);
    else
        *ret_pcap = pcap;
    return status;
}

struct elb_pcap *elb_pcap_close(struct elb_pcap *pcap)
{
    if (pcap) {
        library.close(pcap->pcap);
        elb_free(pcap);
    }
    return NULL;
}

int elb_pcap_link(const struct elb_pcap *pcap)
{
    return library.datalink(pcap->pcap);
}

const char *elb_pcap_link_name(const struct elb_pcap *pcap)
{
    const char *name = library.datalink_name(elb_pcap_link(pcap));

    return name ? name : "unknown";
}

int elb_pcap_next(struct elb_pcap *pcap, struct elb_text *ret_bytes, const char **ret_reason)
{
    struct pcap_pkthdr *header;
    const unsigned char *bytes;
    const int result = library.next_ex(pcap->pcap, &header, &bytes);

    if (result == 1) {
        *ret_bytes = (struct elb_text){(const char *)bytes, header->caplen};
        return 1;
    }
    if (result == PCAP_ERROR_BREAK)
        return 0;
    *ret_reason = library.geterr(pcap->pcap);
    return -1;
}

#else

enum elb_status elb_pcap_open(struct elb_text bytes, const char *path, struct elb_pcap **ret_pcap,
                              struct elb_error *reterr)
{
    (void)bytes;
    (void)ret_pcap;
    return elb_error_set(
        reterr, ELB_ERROR_UNSUPPORTED, path, 0, 0,
        "a capture, which this build of elblint can't read: it is without libpcap");
}

struct elb_pcap *elb_pcap_close(struct elb_pcap *pcap)
{
    (void)pcap;
    return NULL;
}

int elb_pcap_link(const struct elb_pcap *pcap)
{
    (void)pcap;
    return 0;
}

const char *elb_pcap_link_name(const struct elb_pcap *pcap)
{
    (void)pcap;
    return "";
}

int elb_pcap_next(struct elb_pcap *pcap, struct elb_text *ret_bytes, const char **ret_reason)
{
    (void)pcap;
    (void)ret_bytes;
    *ret_reason = "";
    return -1;
}

#endif
