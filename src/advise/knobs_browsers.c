/* SPDX-License-Identifier: MIT */

/* Browsers, as far as anything in them can be set. */

#include "advise/knob.h"

#define FIREFOX_POLICIES "https://mozilla.github.io/policy-templates/"
#define CHROMIUM_POLICIES                                                                          \
    "https://github.com/chromium/chromium/blob/3d55eff1378e4fe15c6b7e30236a1c8002552d18/"          \
    "components/policy/resources/templates/policy_definitions/Miscellaneous/"
#define EDGE_POLICIES "https://learn.microsoft.com/en-us/deployedge/microsoft-edge-policies/"
#define POLICIES_JSON                                                                              \
    "the same for a whole organisation: policies.json in the folder 'distribution' of Firefox, "   \
    "or "

/* Those that Firefox has a preference for, without 3DES, which it has switched off for good. */
static const uint16_t firefox_suites[] = {0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8,
                                          0xC009, 0xC013, 0xC00A, 0xC014, 0x0033, 0x0039,
                                          0x009C, 0x009D, 0x002F, 0x0035, 0};

const struct elb_knob elb_knobs_browsers[] = {
    {
        .families = "firefox thunderbird",
        .where = "in about:config, or as lines of user.js in the folder of the profile, unless an "
                 "administrator has locked it; 1 is TLSv1, 3 is TLSv1.2; Firefox 24 and newer",
        .text = "?2 user_pref(\"security.tls.version.max\", @minor@);\n"
                "?- user_pref(\"security.tls.version.max\", 3);\n"
                "?o user_pref(\"security.tls.version.min\", @minor@);\n",
        .source = "https://kb.mozillazine.org/Security.tls.version.*",
        .from = "firefox 24",
    },
    {
        .families = "firefox",
        .where = "in about:config, or as a line of user.js in the folder of the profile, unless an "
                 "administrator has locked it; Firefox 63, the first with the TLSv1.3 of RFC 8446, "
                 "and newer",
        .text = "?3 user_pref(\"security.tls.version.max\", 4);\n",
        .source =
            "https://blog.mozilla.org/security/2018/08/13/tls-1-3-published-in-firefox-today/",
        .from = "firefox 63",
    },
    {
        .families = "firefox",
        .where = POLICIES_JSON "group policy, which lock what they set; Firefox 66 and ESR 60.6",
        .text = "{ \"policies\": {\n"
                "?+     \"SSLVersionMax\": \"@policy-version@\"\n"
                "?-     \"SSLVersionMax\": \"tls1.2\"\n"
                "?o     \"SSLVersionMin\": \"@policy-version@\"\n"
                "} }\n",
        .source = FIREFOX_POLICIES,
        .from = "firefox 66 60.6",
    },
    {
        .families = "firefox",
        .where = "in about:config, or as lines of user.js in the folder of the profile",
        .text = "?s user_pref(\"security.ssl3.@firefox-suites@\", true);\n",
        .source = FIREFOX_POLICIES,
        .from = "firefox 78",
        .codes = firefox_suites,
    },
    {
        .families = "firefox",
        .where = POLICIES_JSON "group policy; false switches a suite on from Firefox 78 on",
        .text = "{ \"policies\": {\n"
                "?s     \"DisabledCiphers\": { @policy-suites@ }\n"
                "} }\n",
        .source = FIREFOX_POLICIES,
        .from = "firefox 78",
        .codes = firefox_suites,
    },
    {
        .families = "chrome",
        .where =
            "the policy SSLVersionMin, which once allowed TLSv1 and TLSv1.1, does so no longer "
            "since Chrome 91",
        .text = "?o\n",
        .source = CHROMIUM_POLICIES "SSLVersionMin.yaml",
        .from = "chrome 91",
        .is_none = true,
    },
    {
        .families = "edge",
        .where =
            "the policy SSLVersionMin, which once allowed TLSv1 and TLSv1.1, does so no longer "
            "since Edge 91",
        .text = "?o\n",
        .source = EDGE_POLICIES "sslversionmin",
        .from = "edge 91",
        .is_none = true,
    },
    {
        .families = "safari apple-mail",
        .where = "it uses the TLS of its system, as Calendar and Mail do: what changes it is an "
                 "update of macOS, iOS or iPadOS",
        .text = "?+ostgc\n",
        .source = "https://support.apple.com/guide/security/sec100a75d12/web",
        .is_none = true,
    },
    {.families = NULL},
};
