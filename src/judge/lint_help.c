/* SPDX-License-Identifier: MIT */

/* What to change, in the language of the file. */
#include "judge/lint.h"

/* A literal of its own somewhere else is replaced there; else the listener's setting is made. */
static void write_setting(const struct elb_finding *finding,
                          const struct elb_declared_policy *declared, const char *name,
                          struct elb_buffer *out)
{
    const struct elb_listener *listener = finding->listener;

    /* Of Classic ones the setting makes a policy, and the name of one may stand there already. */
    if (finding->replace &&
        (declared->how != ELB_HOW_EXPLICIT || listener->load_balancer == ELB_LB_CLASSIC))
        elb_buffer_printf(out, "%s in place of %s", name, finding->replace);
    else if (declared->how == ELB_HOW_CUSTOM && !listener->setting_before)
        elb_buffer_printf(out, "Reference-Security-Policy: %s", name);
    else
        elb_buffer_printf(out, "%s%s%s", listener->setting_before ? listener->setting_before : "",
                          name, listener->setting_after ? listener->setting_after : "");
}

static const char *write_choice(struct elb_lint *lint, const struct elb_finding *finding,
                                const struct elb_declared_policy *declared,
                                const struct elb_lint_choice *choice)
{
    struct elb_buffer out = {0};

    write_setting(finding, declared, choice->policy->name, &out);
    if (choice->lost_count > 0) {
        elb_buffer_printf(&out, " (loses %zu client%s%s: ", choice->lost_count,
                          choice->lost_count == 1 ? "" : "s",
                          lint->query->client_count > 0 ? "" : " still supported");
        elb_lint_name_clients(&out, choice->lost, choice->lost_count);
        elb_buffer_append_char(&out, ')');
    }
    return elb_lint_take(lint, &out);
}

static const char *nothing_better(const struct elb_finding *finding)
{
    if (finding->client_count > 0)
        return "no policy of this kind keeps more of them without other faults";
    if (finding->listener->load_balancer == ELB_LB_CLASSIC)
        return "no predefined policy of Classic Load Balancers is better in this; Application and "
               "Network Load Balancers have some";
    return "no policy of this kind is better in this";
}

/* The literal that the place of the policy is. */
static void set_replacement(const struct elb_declared_policy *declared, const char *with,
                            struct elb_finding *finding)
{
    if (!declared || !declared->is_literal)
        return;
    finding->replace = declared->how == ELB_HOW_REFERENCE ? declared->reference : declared->name;
    finding->with = finding->replace ? with : NULL;
}

void elb_lint_help(struct elb_lint *lint, const struct elb_found *const *found, size_t count,
                   struct elb_finding *finding)
{
    const struct elb_declared_policy *declared = found[0]->policy;
    const struct elb_lint_choice *choice;

    if (finding->help || !found[0]->wants_policy || !finding->listener)
        return;
    choice = elb_lint_choose(lint, found, count);
    if (!choice)
        return;
    if (!choice->policy) {
        finding->help = nothing_better(finding);
        return;
    }
    finding->suggested = choice->policy;
    finding->lost = choice->lost;
    finding->lost_count = choice->lost_count;
    set_replacement(declared, choice->policy->name, finding);
    finding->help = write_choice(lint, finding, declared, choice);
}
