/* SPDX-License-Identifier: MIT */
#include "judge/lint.h"

static void judge(struct elb_lint *lint, const struct elb_listener *listener)
{
    if (listener->declaration != ELB_DECLARED_LISTENER || !listener->protocol ||
        strcmp(listener->protocol, "HTTP") != 0 || listener->redirects)
        return;
    elb_lint_find(lint, &(struct elb_found){
                            .listener = listener,
                            .message = listener->load_balancer == ELB_LB_CLASSIC
                                           ? "HTTP is answered in plaintext"
                                           : "HTTP is answered in plaintext: there is no redirect "
                                             "to HTTPS",
                            .help = listener->load_balancer == ELB_LB_CLASSIC
                                        ? "leave the listener out: Classic Load Balancers can't "
                                          "redirect"
                                        : "let its default action redirect to HTTPS",
                        });
}

const struct elb_lint_rule elb_rule_plaintext_listener = {
    .rule =
        {
            .id = "plaintext-listener",
            .severity = ELB_SEVERITY_WARNING,
            .summary = "HTTP is answered without a redirect to HTTPS",
            .text = "What goes over this listener can be read and changed on its way. A listener "
                    "that sends every request on to HTTPS is fine. TCP and UDP are not judged: "
                    "what is in them is not the business of the load balancer.",
            .citation = "AWS Security Hub, ELB.1 and ELB.18; RFC 9325 section 3.2",
            .bad = "protocol = \"HTTP\"\n"
                   "default_action {\n"
                   "  type = \"forward\"\n"
                   "}",
            .good = "protocol = \"HTTP\"\n"
                    "default_action {\n"
                    "  type = \"redirect\"\n"
                    "  redirect {\n"
                    "    protocol    = \"HTTPS\"\n"
                    "    status_code = \"HTTP_301\"\n"
                    "  }\n"
                    "}",
            .instead = "Let its default action redirect to HTTPS, or remove the listener.",
        },
    .judge_listener = judge,
};
