/* SPDX-License-Identifier: MIT */

/*
 * Advice as a path through the AWS console.
 *
 * Sources: "Update an HTTPS listener for your Application Load Balancer", "Update a TLS listener
 * for your Network Load Balancer" (docs.aws.amazon.com/elasticloadbalancing/latest/application/
 * and .../network/listener-update-certificates.html), "Update the SSL negotiation configuration of
 * your Classic Load Balancer" (.../classic/ssl-config-update.html).
 */

#include "advise/advise.h"
#include "advise/preface.h"
#include "advise/quote.h"
#include "advise/setting.h"

static void write_elbv2(struct elb_buffer *out, const struct elb_advice_query *query)
{
    unsigned load_balancers = elb_advice_load_balancers(query);
    const char *tab = load_balancers == ELB_LB_NETWORK       ? "Listeners"
                      : load_balancers == ELB_LB_APPLICATION ? "Listeners and rules"
                                                             : "Listeners and rules (Network Load "
                                                               "Balancer: Listeners)";

    elb_advice_remark(out, "",
                      "Amazon EC2 console > Load Balancers > the load balancer > tab %s > the text "
                      "in the column Protocol:Port of the secure listener > tab Security > Edit "
                      "secure listener settings > Security policy > %s > Save changes",
                      tab, query->policy->name);
}

static void write_custom(struct elb_buffer *out, const struct elb_policy *policy)
{
    struct elb_policy_attribute attribute;

    elb_advice_remark(out, "",
                      "SSL Protocols, SSL Options and SSL Ciphers, with nothing else selected "
                      "(Server-Defined-Cipher-Order is called Server Order Preference there):");
    for (size_t i = 0; elb_policy_attribute_at(policy, i, &attribute); i++)
        elb_advice_remark(out, "  ", "%s%s", attribute.prefix, attribute.name);
}

static void write_classic(struct elb_buffer *out, const struct elb_policy *policy)
{
    bool is_custom = !elb_policy_is_named_by_aws(policy);

    elb_advice_remark(out, "",
                      "Amazon EC2 console > Load Balancers > the load balancer > tab Listeners > "
                      "Manage listeners > the secure listener > Security policy > Edit > %s > Save "
                      "changes",
                      is_custom ? "Custom" : policy->name);
    if (is_custom)
        write_custom(out, policy);
}

static void write(struct elb_buffer *out, const struct elb_advice_query *query)
{
    if (!elb_advice_preface(out, "", query))
        return;
    if (query->policy->family == ELB_FAMILY_CLASSIC)
        write_classic(out, query->policy);
    else
        write_elbv2(out, query);
}

const struct elb_advisor elb_advisor_console = {
    .name = "console",
    .summary = "the path through the AWS console",
    .side = ELB_SIDE_LOAD_BALANCER,
    .write = write,
};
