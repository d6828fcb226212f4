/* SPDX-License-Identifier: MIT */

/* Hellos in the output of tools: the same clients as from their bytes, and what is wrong. */
#include "test_hello_common.h"

#define LOGS "tests/unit/data/read-log/"

static struct elb_arena arena;
static struct elb_error error;
static struct elb_client_list *list;
static struct elb_buffer buffer;

static void set_up(void)
{
    elb_arena_init(&arena);
    elb_buffer_init(&buffer);
    error = (struct elb_error){0};
    list = NULL;
}

static void tear_down(void)
{
    list = elb_client_list_free(list);
    elb_buffer_done(&buffer);
    elb_arena_done(&arena);
}

static struct elb_text load(const char *name)
{
    const char *path = elb_arena_printf(&arena, LOGS "%s", name);
    struct elb_text text = {0};

    ck_assert_msg(elb_file_read(&arena, path, ELB_FILE_LIMIT, &text, &error) == ELB_OK, "%s", path);
    return text;
}

static enum elb_status read_text(struct elb_text text)
{
    return elb_clients_read(elb_catalog_bundled(), text.start, text.length, "x/log.txt", NULL,
                            &list, &error);
}

/* ---- Files ---------------------------------------------------------------------------------- */

/* Hellos of the catalog's clients in logs of real tools. */
static const struct {
    const char *file;
    size_t index;
    const char *id;
} real_rows[] = {
    {"openssl-3.0.19-s_client-msg.txt", 0, "openssl-3.0.19-debian12"},
    {"openssl-3.0.19-s_client-trace.txt", 0, "openssl-3.0.19-debian12"},
    {"tshark-4.0.17-T-json-node8.json", 0, "nodejs-8.17.0"},
    {"tshark-4.0.17-T-json-chromium156.json", 0, "chromium-156-debian12"},
    {"java-17-javax.net.debug.txt", 0, "java-17.0.15"},
};

START_TEST(real)
{
    ck_assert_msg(read_text(load(real_rows[_i].file)) == ELB_OK, "%s: %s", real_rows[_i].file,
                  error.message);
    ck_assert_uint_eq(elb_client_list_count(list), 1);
    compare_lists(real_rows[_i].file, elb_client_list_at(list, 0),
                  client_of_catalog(real_rows[_i].id));
    ck_assert_str_eq(elb_client_list_at(list, 0)->id, "log");
    ck_assert_int_eq(elb_client_list_at(list, 0)->evidence, ELB_EVIDENCE_CAPTURED);
}
END_TEST

/* Lists as text, "-" where they weren't sent, "?" where they are unknown. */
static void append_list(const char *name, const struct elb_codes *codes)
{
    static const char *const absent[] = {[ELB_UNKNOWN] = "?", [ELB_NOT_SENT] = "-"};

    elb_buffer_printf(&buffer, " %s:", name);
    if (codes->presence != ELB_SENT)
        elb_buffer_append_string(&buffer, absent[codes->presence]);
    for (size_t i = 0; i < codes->count; i++)
        elb_buffer_printf(&buffer, "%s%04X", i > 0 ? "," : "", codes->codes[i]);
}

static const char *describe(const struct elb_client *client)
{
    elb_buffer_clear(&buffer);
    elb_buffer_printf(&buffer, "%04X", client->legacy_version);
    append_list("v", &client->supported_versions);
    append_list("s", &client->suites);
    append_list("g", &client->groups);
    append_list("k", &client->key_shares);
    append_list("a", &client->schemes);
    append_list("p", &client->point_formats);
    append_list("e", &client->extensions);
    for (size_t i = 0; i < client->alpn_count; i++)
        elb_buffer_printf(&buffer, " %s", client->alpn[i]);
    elb_buffer_printf(&buffer, " n:%d", (int)client->server_name);
    return elb_buffer_string(&buffer);
}

#define ZEEK_FIRST                                                                                 \
    "0303 v:0304,0303 s:1301,1302,C02F,00FF g:001D,0017 k:001D a:0403,0804,0401 "                  \
    "p:0000,0001,0002 e:0000,000B,000A,000D,0010,002B,0033 h2 http/1.1 n:2"

static const struct {
    const char *file;
    size_t count;
    size_t index;
    const char *client;
} file_rows[] = {
    {"java-8-javax.net.debug.txt", 2, 0,
     "0303 v:- s:C023,C027,003C,000A,4A4A,00FF g:0017,0001,001D k:- a:0603,0401,0804,0202,0101 "
     "p:0000 e:? n:2"},
    {"java-8-javax.net.debug.txt", 2, 1, "0301 v:- s:0004,0005 g:- k:- a:- p:- e:? n:1"},
    {"zeek-ssl.log", 2, 0, ZEEK_FIRST},
    {"zeek-ssl.log", 2, 1, "0301 v:- s:002F,0035,000A g:- k:- a:- p:- e:- n:1"},
    {"zeek-ssl.json", 2, 0, ZEEK_FIRST},
    {"zeek-ssl.json", 2, 1, "0301 v:- s:002F,0035,000A g:- k:- a:- p:- e:- n:1"},
    {"openssl-3.0.19-s_client-msg-retry.txt", 1, 0,
     "0303 v:0304 s:1302,1303,1301,00FF g:001D,0018 k:001D "
     "a:0403,0503,0603,0807,0808,0809,080A,080B,0804,0805,0806,0401,0501,0601 p:0000,0001,0002 "
     "e:0000,000B,000A,0023,0016,0017,000D,002B,002D,0033 n:2"},
    {"gnutls-cli-3.7.9-d4.txt", 1, 0,
     "0303 v:0304,0303,0302,0301 "
     "s:1302,1303,1301,1304,C02C,CCA9,C0AD,C00A,C02B,C0AC,C009,C030,CCA8,C014,C02F,C013,009D,C09D,"
     "0035,009C,C09C,002F,009F,CCAA,C09F,0039,009E,C09E,0033 "
     "g:0017,0018,0019,001D,001E,0100,0101,0102,0103,0104 k:0017,001D "
     "a:0401,0809,0804,0403,0807,0501,080A,0805,0503,0808,0601,080B,0806,0603,0201,0203 p:? "
     "e:0005,000A,000B,000D,0016,0017,0023,0033,002B,FF01,0000,002D,001C n:2"},
};

START_TEST(file)
{
    const char *name = file_rows[_i].file;

    ck_assert_msg(read_text(load(name)) == ELB_OK, "%s: %s", name, error.message);
    ck_assert_msg(elb_client_list_count(list) == file_rows[_i].count, "%s: %zu", name,
                  elb_client_list_count(list));
    ck_assert_str_eq(describe(elb_client_list_at(list, file_rows[_i].index)), file_rows[_i].client);
}
END_TEST

/* The three tables of one file; the formats of points and key shares are no columns of it. */
START_TEST(fields)
{
    static const char *const ids[] = {"chromium-156-debian12", "nodejs-8.17.0",
                                      "openssl-3.0.19-debian12"};

    ck_assert_msg(read_text(load("tshark-4.0.17-T-fields.txt")) == ELB_OK, "%s", error.message);
    ck_assert_uint_eq(elb_client_list_count(list), 3);
    for (size_t i = 0; i < 3; i++) {
        const struct elb_client *client = elb_client_list_at(list, i);
        struct elb_client known = *client_of_catalog(ids[i]);

        ck_assert_int_eq(client->point_formats.presence, ELB_UNKNOWN);
        ck_assert_int_eq(client->server_name, ELB_YES);
        known.point_formats.presence = ELB_UNKNOWN;
        known.key_shares.presence = ELB_UNKNOWN;
        compare_lists(ids[i], client, &known);
    }
    ck_assert_int_eq(elb_client_list_at(list, 1)->key_shares.presence, ELB_NOT_SENT);
    ck_assert_int_eq(elb_client_list_at(list, 2)->key_shares.presence, ELB_UNKNOWN);
    ck_assert_str_eq(elb_client_list_at(list, 0)->alpn[1], "http/1.1");
    ck_assert_str_eq(elb_client_list_at(list, 2)->id, "log.txt#3");
}
END_TEST

START_TEST(truncated)
{
    const char *name = _i < (int)LENGTH(real_rows) ? real_rows[_i].file
                                                   : file_rows[_i - (int)LENGTH(real_rows)].file;
    const struct elb_text whole = load(name);

    for (size_t length = 0; length < whole.length; length++) {
        char *cut = malloc(length > 0 ? length : 1);
        enum elb_status status;

        memcpy(cut, whole.start, length);
        error = (struct elb_error){0};
        status = read_text((struct elb_text){cut, length});
        if (status == ELB_OK ? elb_client_list_count(list) == 0
                             : error.message[0] == '\0' || list != NULL)
            ck_abort_msg("%s: %zu", name, length);
        list = elb_client_list_free(list);
        free(cut);
    }
}
END_TEST

/* ---- Texts ---------------------------------------------------------------------------------- */

#define TRACE_HEAD                                                                                 \
    "Sent Record\n    ClientHello, Length=50\n      client_version=0x303 (TLS 1.2)\n"              \
    "      cipher_suites (len=4)\n        {0xC0, 0x2F} X\n        {0x00, 0x2F} Y\n"                \
    "      compression_methods (len=1)\n"
#define JAVA_HEAD                                                                                  \
    "javax.net.ssl|DEBUG|10|main|Produced ClientHello handshake message (\n\"ClientHello\": {\n"   \
    "  \"client version\"      : \"TLSv1.2\",\n"                                                   \
    "  \"cipher suites\"       : \"[TLS_X(0xC02F), UNKNOWN(0x1A1A)]\",\n"
#define FIELDS_HEAD                                                                                \
    "tls.handshake.type\ttls.handshake.version\ttls.handshake.ciphersuite\t"                       \
    "tls.handshake.extension.type\ttls.handshake.sig_hash_alg\n"
#define ZEEK_HEAD "#separator \\x09\n#path\tssl\n#fields\tuid\tclient_ciphers\tclient_version\n"
#define JAVA_8    "*** ClientHello, TLSv1\nCipher Suites: ["

static const struct {
    const char *name;
    const char *text;
    const char *client;
    const char *note; /* part of it */
} good_rows[] = {
    {"trace without extensions", TRACE_HEAD "      No extensions\n",
     "0303 v:- s:C02F,002F g:- k:- a:- p:- e:- n:1", NULL},
    {"trace with an empty block", TRACE_HEAD "      extensions, length = 0\n",
     "0303 v:- s:C02F,002F g:- k:- a:- p:- e: n:1", NULL},
    {"trace of ALPN",
     TRACE_HEAD "      extensions, length = 18\n"
                "        extension_type=application_layer_protocol_negotiation(16), length=14\n"
                "          h2\n          http/1.1\n",
     "0303 v:- s:C02F,002F g:- k:- a:- p:- e:0010 h2 http/1.1 n:1", NULL},
    {"trace of key shares",
     TRACE_HEAD "      extensions, length = 15\n"
                "        extension_type=key_share(51), length=11\n"
                "            NamedGroup: UNKNOWN (4588)\n"
                "            key_exchange:  (len=5): 0102030405\n",
     "0303 v:- s:C02F,002F g:- k:11EC a:- p:- e:0033 n:1", NULL},
    {"trace, indented as it comes", "x\r\n" TRACE_HEAD "      No extensions\r\n",
     "0303 v:- s:C02F,002F g:- k:- a:- p:- e:- n:1", NULL},
    {"msg of OpenSSL 1.0",
     ">>> TLS 1.2 Handshake [length 002f], ClientHello\n"
     "    01 00 00 2b 03 03 00 00 00 00 00 00 00 00 00 00\n"
     "    00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00\n"
     "    00 00 00 00 00 00 00 00 04 c0 2f 00 2f 01 00\n",
     NULL, NULL},
    {"msg of SSLv2",
     ">>> SSL 2.0 [length 0012], CLIENT-HELLO\n"
     "    01 03 01 00 06 00 00 00 03 00 00 2f 00 00 05 ff\n    ff ff\n",
     "0301 v:- s:002F,0005 g:- k:- a:- p:- e:- n:1", NULL},
    {"Java without extensions", JAVA_HEAD "  \"extensions\"          : []\n}\n",
     "0303 v:- s:C02F,1A1A g:- k:- a:- p:- e:- n:1", NULL},
    {"Java with words that it doesn't know",
     JAVA_HEAD "  \"extensions\"          : [\n"
               "    \"unknown extension (65,037)\": {\n      0000: 00\n    },\n"
               "    \"supported_groups (10)\": {\n"
               "      \"named groups\": [x25519, UNDEFINED-NAMED-GROUP(4588)]\n    },\n"
               "    \"signature_algorithms (13)\": {\n"
               "      \"signature schemes\": [rsa_sha224, UNDEFINED-SIGNATURE(0x0904)]\n    },\n"
               "    \"supported_versions (43)\": {\n"
               "      \"versions\": [TLS-10.10, TLSv1.3, (D)TLS--6.-6]\n    }\n  ]\n}\n",
     "0303 v:0A0A,0304,FAFA s:C02F,1A1A g:001D,11EC k:- a:0301,0904 p:- e:FE0D,000A,000D,002B n:1",
     NULL},
    {"Java with a word that is no code",
     JAVA_HEAD "  \"extensions\"          : [\n    \"supported_groups (10)\": {\n"
               "      \"versions\": [x25519, \x1b[31mred]\n    }\n  ]\n}\n",
     "0303 v:- s:C02F,1A1A g:? k:- a:- p:- e:000A n:1", "not known: '\\x1B[31mred'"},
    {"Java, indented by a logger",
     "10:00 | \"ClientHello\": {\n10:00 |   \"client version\"      : \"TLSv1\",\n"
     "10:00 |   \"cipher suites\"       : \"[TLS_X(0x002F)]\",\n10:00 | }\n",
     "0301 v:- s:002F g:- k:- a:- p:- e:- n:1", NULL},
    {"JDK 8 with an unknown suite", JAVA_8 "SSL_RSA_WITH_RC4_128_MD5, TLS_NO_SUCH]\n***\n",
     "0301 v:- s:0004 g:- k:- a:- p:- e:? n:1", "doesn't know 'TLS_NO_SUCH'"},
    {"JDK 8 with a newer client",
     JAVA_8 "SSL_RSA_WITH_RC4_128_MD5]\nUnsupported extension type_43, data: 02:03:04\n***\n",
     "0301 v:? s:0004 g:- k:- a:- p:- e:? n:1", "type_43"},
    {"old names of tshark",
     "ssl.handshake.version;ssl.handshake.ciphersuite\n0x0301;0x002f,0x0035\n",
     "0301 v:? s:002F,0035 g:? k:? a:? p:? e:? n:0", NULL},
    {"tshark, quoted, with a comma between fields",
     "tls.handshake.version,tls.handshake.ciphersuite,tls.handshake.extensions_server_name\n"
     "\"0x0301\",\"0x002f,0x0035\",\"\"\n",
     "0301 v:? s:002F,0035 g:? k:? a:? p:? e:? n:1", NULL},
    {"tshark, only ClientHellos",
     FIELDS_HEAD "2\t0x0303\t0xc02f\t\t\n\t\t\t\t\n1\t0x0303\t0x002f\t23\t\n",
     "0303 v:- s:002F g:- k:- a:- p:- e:0017 n:1", NULL},
    {"tshark, schemes twice", FIELDS_HEAD "1\t0x0303\t0x002f\t13,50\t0x0401,0x0403,0x0401,0x0403\n",
     "0303 v:- s:002F g:- k:- a:0401,0403 p:- e:000D,0032 n:1", NULL},
    {"tshark, schemes of two lists", FIELDS_HEAD "1\t0x0303\t0x002f\t13,50\t0x0401,0x0403,0x0401\n",
     "0303 v:- s:002F g:- k:- a:? p:- e:000D,0032 n:1", "signature schemes are not known"},
    {"tshark's JSON without duplicate keys",
     "[{\"tls.handshake\": {\"tls.handshake.type\": \"1\", \"tls.handshake.version\": \"0x0303\",\n"
     "\"tls.handshake.ciphersuites\": {\"tls.handshake.ciphersuite\": [\"0x1301\", \"0x002f\"]},\n"
     "\"Extension: x (len=0)\": [{\"tls.handshake.extension.type\": \"2570\"},\n"
     "{\"tls.handshake.extension.type\": \"16\", \"l\": {\"tls.handshake.extensions_alpn_str\":\n"
     "[\"h2\", \"http/1.1\"]}}]}}]",
     "0303 v:- s:1301,002F g:- k:- a:- p:- e:0A0A,0010 h2 http/1.1 n:1", NULL},
    {"tshark's JSON with old names",
     "{\"ssl.handshake.type\": \"1\", \"ssl.handshake.version\": \"0x00000301\",\n"
     "\"ssl.handshake.ciphersuites\": {\"ssl.handshake.ciphersuite\": \"47\"}}",
     "0301 v:- s:002F g:- k:- a:- p:- e:- n:1", NULL},
    {"Zeek with few columns", ZEEK_HEAD "C1\t47,53\t769\n",
     "0301 v:? s:002F,0035 g:? k:? a:? p:? e:? n:0", NULL},
    {"Zeek with a broken row", ZEEK_HEAD "C1\t47,53\t769\nC2\t65664\t2\n",
     "0301 v:? s:002F,0035 g:? k:? a:? p:? e:? n:0", "no codes of TLS: 1"},
};

START_TEST(good)
{
    const struct elb_client *client;

    ck_assert_msg(read_text(elb_text_from(good_rows[_i].text)) == ELB_OK, "%s: %s",
                  good_rows[_i].name, error.message);
    ck_assert_uint_eq(elb_client_list_count(list), 1);
    client = elb_client_list_at(list, 0);
    if (good_rows[_i].client)
        ck_assert_msg(strcmp(describe(client), good_rows[_i].client) == 0, "%s: %s",
                      good_rows[_i].name, describe(client));
    write_notes(client, &buffer);
    if (good_rows[_i].note)
        ck_assert_msg(contains(elb_buffer_string(&buffer), good_rows[_i].note), "%s: %s",
                      good_rows[_i].name, elb_buffer_string(&buffer));
    else
        ck_assert_msg(buffer.length == 0, "%s: %s", good_rows[_i].name, elb_buffer_string(&buffer));
}
END_TEST

static const struct {
    const char *name;
    const char *text;
    enum elb_status status;
    size_t line;
    const char *message; /* part of it */
} bad_rows[] = {
    {"trace that ends", TRACE_HEAD, ELB_ERROR_SYNTAX, 2, "it ends before"},
    {"trace with a suite missing",
     "Sent Record\n    ClientHello, Length=5\n client_version=0x303 (x)\n cipher_suites (len=4)\n"
     " {0xC0, 0x2F} X\n No extensions\n",
     ELB_ERROR_SYNTAX, 6, "not all there"},
    {"trace with words for a suite", "Sent Record\n ClientHello, Length=5\n {0xC0} X\n",
     ELB_ERROR_SYNTAX, 3, "expected a cipher suite"},
    {"trace with an error in a list",
     TRACE_HEAD "      extensions, length = 10\n"
                "        extension_type=supported_groups(10), length=6\n          x25519 (29)\n"
                "error:0A000410:SSL routines\n",
     ELB_ERROR_SYNTAX, 11, "2>&1"},
    {"trace with too many items",
     TRACE_HEAD "      extensions, length = 16\n"
                "        extension_type=ec_point_formats(11), length=2\n          a (0)\n"
                "        extension_type=supported_groups(10), length=20\n",
     ELB_ERROR_SYNTAX, 11, "can't stand here"},
    {"trace without a hello", "Received Record\nHeader:\n  Length = 2\n", ELB_ERROR_DATA, 0,
     "no ClientHello in this trace"},
    {"msg that breaks off", ">>> TLS 1.3, Handshake [length 013b], ClientHello\n    01 00\n",
     ELB_ERROR_SYNTAX, 1, "2 of 315 bytes"},
    {"msg with an error in it",
     ">>> TLS 1.3, Handshake [length 013b], ClientHello\n    01 00\nerror:0A000410\n",
     ELB_ERROR_SYNTAX, 3, "2 of 315"},
    {"msg without a length", ">>> TLS 1.3, Handshake [length xyz], ClientHello\n", ELB_ERROR_SYNTAX,
     1, "the length"},
    {"msg with a length that is too long", ">>> TLS 1.3, Handshake [length ffffff], ClientHello\n",
     ELB_ERROR_SYNTAX, 1, "the length"},
    {"msg that is no hello", ">>> TLS 1.2, Handshake [length 0002], ClientHello\n    02 00\n",
     ELB_ERROR_SYNTAX, 1, "malformed ClientHello"},
    {"msg without a hello", "<<< TLS 1.3, Alert [length 0002], fatal\n    02 28\n", ELB_ERROR_DATA,
     0, "no ClientHello in these messages"},
    {"Java that breaks off", JAVA_HEAD, ELB_ERROR_SYNTAX, 2, "breaks off"},
    {"Java without suites", "\"ClientHello\": {\n  \"client version\" : \"TLSv1.2\",\n}\n",
     ELB_ERROR_SYNTAX, 1, "lacks its"},
    {"JDK 8 that breaks off", JAVA_8 "SSL_RSA_WITH_RC4_128_MD5]\n", ELB_ERROR_SYNTAX, 1,
     "closing '***'"},
    {"JDK 8 with a list that breaks off", JAVA_8 "SSL_RSA_WITH_RC4_128_MD5\n***\n",
     ELB_ERROR_SYNTAX, 2, "breaks off"},
    {"JDK 8 without a version", "*** ClientHello, what\n", ELB_ERROR_SYNTAX, 1, "the version"},
    {"JDK 8 without suites", "*** ClientHello, TLSv1\n***\n", ELB_ERROR_SYNTAX, 1, "Cipher Suites"},
    {"GnuTLS that breaks off", "|<2>| Keeping ciphersuite 13.02 (X)\n", ELB_ERROR_SYNTAX, 1,
     "breaks off"},
    {"GnuTLS with a word for a code", "|<2>| Keeping ciphersuite 13.zz (X)\n", ELB_ERROR_SYNTAX, 1,
     "no line of GnuTLS"},
    {"GnuTLS with groups missing",
     "|<2>| Keeping ciphersuite 13.02 (X)\n|<4>| EXT[0x1]: Sent group X25519 (0x1d)\n"
     "|<4>| EXT[0x1]: Sending extension Supported Groups/10 (6 bytes)\n",
     ELB_ERROR_SYNTAX, 3, "one above it is missing"},
    {"tshark without a header", "0x0303\t0xc02f,0x002f\t0,11\n", ELB_ERROR_SYNTAX, 1,
     "-E header=y"},
    {"tshark with more values",
     "tls.handshake.version,tls.handshake.ciphersuite\n0x0303,0xc02f,0x002f\n", ELB_ERROR_SYNTAX, 2,
     "is the separator a comma"},
    {"tshark with words", FIELDS_HEAD "1\t0x0303\tAES128-SHA\t\t\n", ELB_ERROR_SYNTAX, 2,
     "no code"},
    {"tshark without hellos", FIELDS_HEAD, ELB_ERROR_DATA, 0, "no ClientHello in this output"},
    {"tshark's JSON without hellos", "[{\"_source\": {\n\"layers\": {\"tls.handshake.x\": 1}}}]",
     ELB_ERROR_DATA, 0, "no ClientHello in this output"},
    {"tshark's JSON with words",
     "{\"tls.handshake.type\": \"1\",\n\"tls.handshake.ciphersuites\":\n"
     "{\"tls.handshake.ciphersuite\": \"AES\"}}",
     ELB_ERROR_SYNTAX, 3, "expected a code"},
    {"tshark's JSON without suites", "{\"tls.handshake.type\": \"1\"}", ELB_ERROR_SYNTAX, 1,
     "without its cipher suites"},
    {"tshark's JSON that breaks off", "[{\"tls.handshake.type\": \"1\",", ELB_ERROR_SYNTAX, 1,
     "not the end of the input"},
    {"Zeek as it is without ssl-log-ext",
     "#separator \\x09\n#path\tssl\n#fields\tuid\tversion\tcipher\nC1\tTLSv12\tX\n", ELB_ERROR_DATA,
     0, "1 rows and no client_ciphers in them, only what was negotiated: load policy"},
    {"Zeek's JSON without ssl-log-ext", "{\"uid\":\"C1\",\"established\":true}\n", ELB_ERROR_DATA,
     0, "ssl-log-ext"},
    {"Zeek with only SSLv2", ZEEK_HEAD "C2\t65664\t2\n", ELB_ERROR_DATA, 0, "in none of them"},
    {"Zeek with a short row", ZEEK_HEAD "C1\t47\n", ELB_ERROR_SYNTAX, 4, "a row of 2 values"},
    {"Zeek's JSON that breaks off", "{\"client_ciphers\":[47]}\n{\"client_ciphers\":[47",
     ELB_ERROR_SYNTAX, 2, "not the end"},
};

START_TEST(bad)
{
    const enum elb_status status = read_text(elb_text_from(bad_rows[_i].text));

    ck_assert_msg(status == bad_rows[_i].status, "%s: %d %s", bad_rows[_i].name, (int)status,
                  error.message);
    ck_assert_msg(error.line == bad_rows[_i].line, "%s: line %zu: %s", bad_rows[_i].name,
                  error.line, error.message);
    ck_assert_msg(contains(error.message, bad_rows[_i].message), "%s: %s", bad_rows[_i].name,
                  error.message);
    ck_assert_ptr_null(list);
}
END_TEST

/* NUL, escapes and bytes that are not UTF-8, between the lines and in them. */
START_TEST(any_bytes)
{
    elb_buffer_append(&buffer, "\0\xff\x1b[2J\n", 7);
    elb_buffer_append_string(&buffer, TRACE_HEAD);
    elb_buffer_append(&buffer, "\xfe\0\n", 3);
    elb_buffer_append_string(&buffer, "No extensions\n\xff");
    ck_assert_msg(read_text(elb_buffer_text(&buffer)) == ELB_OK, "%s", error.message);
    ck_assert_uint_eq(elb_client_list_at(list, 0)->suites.count, 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/logs");
    TCase *tcase = tcase_create("logs");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, real, 0, LENGTH(real_rows));
    tcase_add_loop_test(tcase, file, 0, LENGTH(file_rows));
    tcase_add_test(tcase, fields);
    tcase_add_loop_test(tcase, truncated, 0, LENGTH(real_rows) + LENGTH(file_rows));
    tcase_add_loop_test(tcase, good, 0, LENGTH(good_rows));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_add_test(tcase, any_bytes);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
