/* SPDX-License-Identifier: MIT */

/* Configurations of servers and proxies. */
#include "test_read_rows.h"

#define SERVER  "those of a server"
#define TLS13   "which suites of TLSv1.3"
#define DEFAULT "the list names no cipher suites of TLSv1.3"

static const struct good_row good_rows[] = {
    {"nginx, the proxy's side",
     "server {\n  ssl_ciphers AES256-SHA;\n  proxy_ssl_protocols TLSv1 TLSv1.2;\n"
     "  proxy_ssl_ciphers AES128-SHA:ECDHE-RSA-AES128-SHA;\n}\n",
     "v TLSv1 TLSv1.2 s 002F C013", NULL},
    {"nginx, grpc", "grpc_ssl_protocols TLSv1.2; grpc_ssl_ciphers AES128-SHA;", "v TLSv1.2 s 002F",
     NULL},
    {"nginx, a server", "ssl_protocols TLSv1.2;\nssl_ciphers 'AES128-SHA';\n", "v TLSv1.2 s 002F",
     SERVER},
    {"nginx, over lines",
     "proxy_ssl_protocols TLSv1.2;\nproxy_ssl_ciphers\n  \"AES128-SHA:\n  AES256-SHA\"\n  ;",
     "v TLSv1.2 s 002F 0035", NULL},
    {"nginx, TLS 1.3",
     "proxy_ssl_protocols TLSv1.2 TLSv1.3;\nproxy_ssl_ciphers AES128-SHA;\n"
     "proxy_ssl_conf_command Ciphersuites TLS_AES_128_GCM_SHA256;",
     "v TLSv1.2 TLSv1.3 s 1301 002F", NULL},
    {"nginx, TLS 1.3 by default", "proxy_ssl_protocols TLSv1.3;\nproxy_ssl_ciphers AES128-SHA;",
     "v TLSv1.3 s 1302 1303 1301 002F", DEFAULT},
    {"nginx, groups",
     "uwsgi_ssl_protocols TLSv1.2;uwsgi_ssl_ciphers AES128-SHA;\n"
     "uwsgi_ssl_conf_command Groups X25519:P-256;",
     "v TLSv1.2 s 002F g 001D 0017", NULL},
    {"nginx, curves are left to OpenSSL", "ssl_ecdh_curve auto;\nssl_protocols TLSv1.2;",
     "v TLSv1.2 ...", "defaults that are not said"},
    {"nginx, SSLv2 among the versions",
     "proxy_ssl_protocols SSLv2 SSLv3;proxy_ssl_ciphers RC4-SHA;", "v SSLv3 s 0005", NULL},
    {"nginx, twice",
     "proxy_ssl_protocols TLSv1.2;\nproxy_ssl_ciphers AES128-SHA;\n"
     "proxy_ssl_ciphers AES256-SHA;",
     "v TLSv1.2 s 0035", "set several times"},
    {"nginx, no versions", "proxy_ssl_ciphers AES128-SHA;", "s 002F ...", TLS13},
    {"nginx, comments", "# proxy_ssl_ciphers AES256-SHA;\nproxy_ssl_ciphers AES128-SHA;",
     "s 002F ...", TLS13},
    {"Apache", "SSLProxyProtocol -all +TLSv1.2\nSSLProxyCipherSuite AES128-SHA\nSSLCipherSuite X\n",
     "v TLSv1.2 s 002F", NULL},
    {"Apache, all but",
     "SSLProxyProtocol all -SSLv3 -TLSv1\nSSLProxyCipherSuite TLSv1.3 "
     "TLS_AES_128_GCM_SHA256\nSSLProxyCipherSuite SSL \\\n  AES128-SHA:\\\n  AES256-SHA\n",
     "v TLSv1.1 TLSv1.2 TLSv1.3 s 1301 002F 0035", "taken to be TLSv1 to TLSv1.3"},
    {"Apache, a server",
     "sslprotocol TLSv1.2\nSSLCipherSuite \"AES128-SHA\"\n"
     "SSLOpenSSLConfCmd Curves X25519",
     "v TLSv1.2 s 002F g 001D", SERVER},
    {"HAProxy",
     "global\n  ssl-default-bind-ciphers RC4-SHA\n  ssl-default-server-ciphers AES128-SHA\n"
     "  ssl-default-server-options ssl-min-ver TLSv1.1 ssl-max-ver TLSv1.2 no-tls-tickets\n",
     "v TLSv1.1 TLSv1.2 s 002F", NULL},
    {"HAProxy, suites",
     "ssl-default-server-ciphersuites TLS_AES_128_GCM_SHA256\n"
     "ssl-default-server-ciphers AES128-SHA\nssl-default-server-curves X25519:P-256\n",
     "s 1301 002F g 001D 0017", NULL},
    {"HAProxy, only those of TLS 1.3", "ssl-default-server-ciphersuites TLS_AES_128_GCM_SHA256\n",
     "s 1301 ...", "only suites of TLSv1.3 are set"},
    {"HAProxy, flags", "default-server ssl no-sslv3 no-tlsv10 ciphers AES128-SHA", "s 002F ...",
     TLS13},
    {"HAProxy, one version", "default-server ssl force-tlsv12 ciphers AES128-SHA",
     "v TLSv1.2 s 002F", NULL},
    {"HAProxy, bind", "bind :443 ssl crt x ciphers AES128-SHA force-tlsv12\n", "v TLSv1.2 s 002F",
     SERVER},
    {"OpenSSL",
     "[system]\nCipherString = AES128-SHA\nCiphersuites=TLS_AES_128_GCM_SHA256\n"
     "MinProtocol = TLSv1.2\nMaxProtocol = TLSv1.3\nGroups = X25519:?new\n",
     "v TLSv1.2 TLSv1.3 s 1301 002F g 001D", NULL},
    {"OpenSSL, only a minimum", "MinProtocol = TLSv1.2\n", " ...", "defaults that are not said"},
};

START_TEST(good)
{
    check_good(&good_rows[_i]);
}
END_TEST

static const struct bad_row bad_rows[] = {
    {"no semicolon", ELB_TEXT_INIT("\nproxy_ssl_ciphers AES128-SHA"), ELB_ERROR_SYNTAX, 2,
     "has no ';' at its end"},
    {"no semicolon before a brace", ELB_TEXT_INIT("proxy_ssl_ciphers AES128-SHA\n}\nx;"),
     ELB_ERROR_SYNTAX, 1, "has no ';' at its end"},
    {"unknown version", ELB_TEXT_INIT("proxy_ssl_protocols TLSv1.2 TLSv9;"), ELB_ERROR_DATA, 1,
     "unknown protocol version 'TLSv9'"},
    {"no version", ELB_TEXT_INIT("proxy_ssl_protocols ;"), ELB_ERROR_DATA, 1,
     "no protocol version is left"},
    {"no ciphers", ELB_TEXT_INIT("proxy_ssl_ciphers ;"), ELB_ERROR_DATA, 1, "has no value"},
    {"empty quotes", ELB_TEXT_INIT("proxy_ssl_ciphers \"\";"), ELB_ERROR_DATA, 1, "has no value"},
    {"Apache, nothing is left", ELB_TEXT_INIT("SSLProxyProtocol all -all"), ELB_ERROR_DATA, 1,
     "no protocol version is left"},
    {"Apache, empty", ELB_TEXT_INIT("SSLProxyCipherSuite"), ELB_ERROR_DATA, 1, "has no value"},
    {"HAProxy without a value", ELB_TEXT_INIT("server a 1.2.3.4 ssl ciphers"), ELB_ERROR_SYNTAX, 1,
     "'ciphers' has no value"},
    {"HAProxy, version", ELB_TEXT_INIT("default-server ssl ssl-min-ver TLS9"), ELB_ERROR_DATA, 1,
     "'TLS9'"},
    {"HAProxy without settings", ELB_TEXT_INIT("server a 1.2.3.4:443 ssl verify none\n"),
     ELB_ERROR_DATA, 0, "no cipher suites, versions or groups"},
    {"HAProxy without TLS", ELB_TEXT_INIT("server a 1.2.3.4:80\n"), ELB_ERROR_SYNTAX, 0,
     "no description"},
    {"unknown group", ELB_TEXT_INIT("ssl_protocols TLSv1.2;\nssl_ecdh_curve newcurve;"),
     ELB_ERROR_DATA, 2, "unknown group 'newcurve'"},
    {"broken cipher string", ELB_TEXT_INIT("\n\nproxy_ssl_ciphers AES128-SHA:$x;"), ELB_ERROR_DATA,
     3, "expected a cipher suite"},
    {"keyword that is none", ELB_TEXT_INIT("proxy_ssl_ciphers NOSUCH;"), ELB_ERROR_DATA, 1,
     "'NOSUCH' is unknown"},
    {"OpenSSL, version", ELB_TEXT_INIT("CipherString = AES128-SHA\nMinProtocol = DTLSv1.2\n"),
     ELB_ERROR_DATA, 2, "'DTLSv1.2'"},
    {"OpenSSL, empty", ELB_TEXT_INIT("CipherString =\n"), ELB_ERROR_DATA, 1, "has no value"},
    {"commented out", ELB_TEXT_INIT("#ssl_ciphers AES128-SHA;"), ELB_ERROR_SYNTAX, 0,
     "no description"},
    {"another directive", ELB_TEXT_INIT("ssl_certificate x;"), ELB_ERROR_SYNTAX, 0,
     "no description"},
    {"conf_command of something else", ELB_TEXT_INIT("ssl_conf_command Options KTLS;"),
     ELB_ERROR_SYNTAX, 0, "no description"},
    {"NUL", ELB_TEXT_INIT("proxy_ssl_ciphers AES128-SHA\0;"), ELB_ERROR_SYNTAX, 0, "binary"},
    {"escape sequence", ELB_TEXT_INIT("proxy_ssl_protocols \x1b[31m;"), ELB_ERROR_DATA, 1,
     "unknown protocol version"},
};

START_TEST(bad)
{
    check_bad(&bad_rows[_i]);
}
END_TEST

/* Servers of HAProxy are clients of their own if they have settings of their own. */
START_TEST(servers)
{
    static const char text[] = "ssl-default-server-ciphers AES128-SHA\n"
                               "default-server ssl ssl-min-ver TLSv1.2\n"
                               "server plain 192.0.2.1:443 ssl\n"
                               "server own 192.0.2.2:443 ssl ciphers AES256-SHA force-tlsv12\n";
    static const char *const expected[] = {"v TLSv1.2 s 0035", "s 002F ..."};
    static const char *const ids[] = {"own", "in"};
    struct elb_client_list *list = NULL;
    struct elb_buffer buffer = {0};
    struct elb_error error = {0};

    ck_assert_int_eq(read_input(elb_text_from(text), &list, &error), ELB_OK);
    ck_assert_uint_eq(elb_client_list_count(list), 2);
    for (size_t i = 0; i < 2; i++) {
        write_client(elb_client_list_at(list, i), &buffer);
        ck_assert_str_eq(elb_buffer_string(&buffer), expected[i]);
        ck_assert_str_eq(elb_client_list_at(list, i)->id, ids[i]);
    }
    ck_assert_uint_eq(elb_client_list_at(list, 1)->minimum_version, ELB_TLS1_2);
    elb_buffer_done(&buffer);
    elb_client_list_free(list);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/config");
    TCase *tcase = tcase_create("config");
    SRunner *runner = srunner_create(suite);
    int failed;

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, good, 0, LENGTH(good_rows));
    tcase_add_loop_test(tcase, bad, 0, LENGTH(bad_rows));
    tcase_add_test(tcase, servers);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
