# SPDX-License-Identifier: MIT
"""Which policies look the same: worked out from the policies as data, apart from elblint."""
import json
import subprocess

# What each tool tries one by one. Policies may have others, which it can't see.
GROUPS_TRIED = {'x25519', 'secp256r1', 'secp384r1', 'secp521r1'}
TLS12_ONLY = ('GCM', 'SHA256', 'SHA384', 'CCM', 'POLY1305_SHA256')
VERSIONS = ('TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3')  # that an OpenSSL of today can speak
# What s_client offers unless it is told otherwise; a key share for the first one only.
CLIENT_GROUPS = ('x25519', 'secp256r1', 'secp521r1', 'secp384r1')
ORDERED = {'nmap'}
GROUPED = {'sslscan', 'testssl'}


def load_policies(elblint):
    listed = json.loads(subprocess.run([elblint, 'list', 'policies', '--format', 'json'], check=True,
                                       capture_output=True, text=True).stdout)
    names = [f"{policy['family']}/{policy['name']}" for policy in listed['policies']]
    shown = json.loads(subprocess.run([elblint, 'show', '--format', 'json', *names], check=True,
                                      capture_output=True, text=True).stdout)
    return {f"{policy['family']}/{policy['name']}": policy for policy in shown['policies']}


def is_alive(suite, version, keys):
    name = suite['iana']
    if '_WITH_' not in name:
        return version == 'TLSv1.3'
    if version == 'TLSv1.3' or '_DHE_' in name or '_anon_' in name:
        return False
    if version != 'TLSv1.2' and name.endswith(TLS12_ONLY):
        return False
    if version == 'SSLv3' and '_ECDHE_' in name:  # RFC 8422
        return False
    return ('ecdsa' if '_ECDSA_' in name else 'rsa') in keys


def alive(policy, version, keys):
    return [suite for suite in policy['suites'] if is_alive(suite, version, keys)]


def allows(policy, keys):
    allowed = policy.get('allowed_certificates')
    return not allowed or all({'rsa': 'rsa2048', 'ecdsa': 'ecdsa256'}[key] in allowed for key in keys)


# ---- Scanners, which try everything by itself -------------------------------------------------------

def appearance(policy, keys, tools):
    """What the tools can show of a policy, with None for groups that are not known."""
    versions = {}
    for version in policy['protocols']:
        suites = [suite['code'] for suite in alive(policy, version, keys)]
        if suites:
            versions[version] = suites if tools & ORDERED else sorted(suites)
    if not tools & GROUPED or not policy['groups']:
        return versions, None
    # OpenSSL wants the curve of an ECDSA key among the groups: one at a time is no test then.
    shows_groups = 'TLSv1.3' in versions or any(
        is_alive(suite, version, keys) and suite['iana'].startswith('TLS_ECDHE_RSA')
        for suite in policy['suites'] for version in versions)
    groups = frozenset(group['name'] for group in policy['groups']) & GROUPS_TRIED
    return versions, groups if shows_groups else None


def seen_by_scanners(policies, name, keys, tools):
    versions, groups = appearance(policies[name], keys, tools)
    answer = set()
    for other, policy in policies.items():
        its_versions, its_groups = appearance(policy, keys, tools)
        if versions == its_versions and allows(policy, keys) and \
                (groups is None or its_groups is None or groups == its_groups):
            answer.add(other)
    return answer


# ---- s_client, whose offer is known -----------------------------------------------------------------

def choose_group(policy, version):
    if not policy['groups']:
        return None
    names = [group['name'] for group in policy['groups'] if group['name'] in CLIENT_GROUPS]
    if version == 'TLSv1.3' and CLIENT_GROUPS[0] in names:
        return CLIENT_GROUPS[0]
    return names[0] if names else 'none'


def choose_scheme(policy, version, suite, keys):
    """Without rsa_pss_pss: no key is of that type. s_client offers all others."""
    if version not in ('TLSv1.2', 'TLSv1.3') or not policy['signature_schemes']:
        return None
    for scheme in policy['signature_schemes']:
        name = scheme['name']
        key = name.split('_')[0]
        if key not in keys or name.startswith('rsa_pss_pss') or \
                '_WITH_' in suite['iana'] and key.upper() not in suite['iana']:
            continue
        if version == 'TLSv1.3' and (name.startswith('rsa_pkcs1') or name.startswith('ecdsa') and
                                     name != 'ecdsa_secp256r1_sha256'):
            continue
        return name
    return 'none'


def answer(policy, keys, versions, codes):
    """What the policy makes of an offer: version, suite, group, scheme; or None. A group or scheme
    that is not known is None."""
    shared = [version for version in VERSIONS
              if version in versions and version in policy['protocols']]
    if not shared:
        return None
    version = shared[-1]
    suites = [suite for suite in alive(policy, version, keys) if suite['code'] in codes]
    if not suites:
        return None
    suite = suites[0]
    is_signed = not suite['iana'].startswith('TLS_RSA_WITH')
    group = choose_group(policy, version) if is_signed else ''
    scheme = choose_scheme(policy, version, suite, keys) if is_signed else ''
    return None if 'none' in (group, scheme) else (version, suite['code'], group, scheme)


def is_same_answer(one, other):
    if one is None or other is None:
        return one is other
    return one[:2] == other[:2] and all(a is None or b is None or a == b
                                        for a, b in zip(one[2:], other[2:]))


def key_sets(keys, knows_all_keys):
    """A certificate that no handshake showed may be there all the same."""
    return [keys] if knows_all_keys else [keys, sorted({'rsa', 'ecdsa'})]


def seen_by_client(policies, name, keys, offers, knows_all_keys):
    """`offers` are (versions, codes). All policies that would have answered each in the same way."""
    answers = [answer(policies[name], keys, *offer) for offer in offers]
    shown = sorted({'ecdsa' if 'ecdsa' in (scheme or '') else 'rsa'
                    for _, _, _, scheme in filter(None, answers)}) if not knows_all_keys else keys
    return {other for other, policy in policies.items() if any(
        allows(policy, shown) and
        all(is_same_answer(its, answer(policy, its_keys, *offer))
            for its, offer in zip(answers, offers))
        for its_keys in key_sets(shown, knows_all_keys))}
