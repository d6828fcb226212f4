/* SPDX-License-Identifier: MIT */

/* Operating systems, browsers, and robots. */

#include "advise/knob.h"

#define REGISTRY "Windows Registry Editor Version 5.00\n\n"

const struct elb_knob elb_knobs_systems[] = {
    {
        .families = "schannel internet-explorer dotnet",
        .where =
            "the registry of Windows, as a .reg file: Schannel, which all that uses the TLS of "
            "Windows goes through; then restart",
        .text = REGISTRY
        "?+o [HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\"
        "Protocols\\TLS @dotted@\\Client]\n"
        "?+o \"Enabled\"=dword:00000001\n"
        "?+o \"DisabledByDefault\"=dword:00000000\n"
        "?- [HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\"
        "Protocols\\TLS 1.3\\Client]\n"
        "?- \"Enabled\"=dword:00000000\n"
        "?- \"DisabledByDefault\"=dword:00000001\n",
        .source = "https://learn.microsoft.com/en-us/windows-server/security/tls/"
                  "tls-registry-settings",
    },
    {
        .families = "internet-explorer",
        .where = "in PowerShell as the user: Internet Options, which Internet Explorer has beside "
                 "the setting of Schannel, as the sum of a number for each version",
        .text = "$path = 'HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'\n"
                "$sum = (Get-ItemProperty $path).SecureProtocols\n"
                "?+o Set-ItemProperty $path -Name SecureProtocols -Type DWord "
                "-Value ($sum -bor @wininet@)\n"
                "?- Set-ItemProperty $path -Name SecureProtocols -Type DWord "
                "-Value ($sum -band -bnot 8192)\n",
        .source = "https://github.com/AzureAD/MSIdentityTools/blob/main/src/"
                  "Set-MsIdWindowsTlsSettings.ps1",
    },
    {
        .families = "schannel",
        .where = "the same for programs that use WinHTTP with its defaults, on Windows 7, Server "
                 "2008 R2 and Server 2012, after the update KB3140245",
        .text = REGISTRY
        "?2 [HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\"
        "WinHttp]\n"
        "?2 \"DefaultSecureProtocols\"=dword:00000800\n"
        "\n"
        "?2 [HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\"
        "Internet Settings\\WinHttp]\n"
        "?2 \"DefaultSecureProtocols\"=dword:00000800\n",
        .source = "https://support.microsoft.com/en-us/kb/3140245",
    },
    {
        .families = "dotnet schannel",
        .where = ".NET Framework: programs that name no version themselves then use what Windows "
                 "has",
        .text = REGISTRY
        "?+ [HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319]\n"
        "?+ \"SystemDefaultTlsVersions\"=dword:00000001\n"
        "?+ \"SchUseStrongCrypto\"=dword:00000001\n"
        "\n"
        "?+ [HKEY_LOCAL_MACHINE\\SOFTWARE\\WOW6432Node\\Microsoft\\.NETFramework\\v4.0.30319]\n"
        "?+ \"SystemDefaultTlsVersions\"=dword:00000001\n"
        "?+ \"SchUseStrongCrypto\"=dword:00000001\n",
        .source = "https://learn.microsoft.com/en-us/dotnet/framework/network-programming/tls",
    },
    {
        .families = "schannel",
        .where = "PowerShell as administrator; Windows 10, Server 2016 and newer",
        .text = "?st Enable-TlsCipherSuite -Name @iana-suites@\n"
                "?g Enable-TlsEccCurve -Name @windows-groups@\n",
        .source = "https://learn.microsoft.com/en-us/powershell/module/tls",
    },
    {
        .families = "android okhttp",
        .where =
            "Android 4.1 to 4.4 (API 16 to 19) have TLSv1.2 switched off: in the app, let Play "
            "services bring the provider up to date, or enable it on each socket",
        .text = "?2 ProviderInstaller.installIfNeeded(context);\n"
                "?2 sslSocket.setEnabledProtocols(new String[] {\"TLSv1.2\"});\n",
        .source = "https://developer.android.com/reference/javax/net/ssl/SSLSocket",
    },
    {
        .families = "apple-ats",
        .where = "Info.plist of the app, for this one domain: App Transport Security asks for "
                 "TLSv1.2 and forward secrecy unless told otherwise",
        .text = "<key>NSAppTransportSecurity</key>\n"
                "<dict>\n"
                "  <key>NSExceptionDomains</key>\n"
                "  <dict>\n"
                "    <key>example.com</key>\n"
                "    <dict>\n"
                "?o       <key>NSExceptionMinimumTLSVersion</key>\n"
                "?o       <string>TLSv@dotted@</string>\n"
                "?r       <key>NSExceptionRequiresForwardSecrecy</key>\n"
                "?r       <false/>\n"
                "    </dict>\n"
                "  </dict>\n"
                "</dict>\n",
        .source = "https://developer.apple.com/documentation/bundleresources/"
                  "information_property_list/nsapptransportsecurity/nsexceptiondomains",
    },
    {.families = NULL},
};
