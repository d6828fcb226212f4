/* SPDX-License-Identifier: MIT */

/* What a file is, before anything of it is parsed: most files have nothing to do with us. */
#include "read/declared/set.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Names that nothing else has. */
static const char *const names[] = {
    "ELBSecurityPolicy",
    "ElasticLoadBalancing",
    "elasticloadbalancing",
    "ssl_policy",
    "SslPolic",
    "sslPolicy",
    "SSLPolicy",
    "SSLReferencePolicy",
    "ssl-policy",
    "aws_lb",
    "aws_alb",
    "aws_elb",
    "aws_load_balancer_",
    "alb.ingress.kubernetes.io",
    "aws-load-balancer-",
    "elbv2.k8s.aws",
    "gateway.k8s.aws",
    "elbv2.services.k8s.aws",
    "elbv2.aws.upbound.io",
    "elbv2.aws.m.upbound.io",
    "elbv2.aws.crossplane.io",
    "elb.aws.upbound.io",
    "elb.aws.m.upbound.io",
    "ingress.k8s.aws",
    "service.k8s.aws",
    "eks.amazonaws.com/alb",
    "eks.amazonaws.com/nlb",
    "aws:elbv2",
    "aws:elb:",
    "aws:lb/",
    "aws:alb/",
    "elb_application_lb",
    "elb_network_lb",
    "elb_classic_lb",
    "LoadBalancerDescriptions",
    "SSLNegotiationPolicyType",
    "terraform-aws-modules/alb",
    "terraform-aws-modules/terraform-aws-alb",
    "cloudposse/alb/",
    "cloudposse/terraform-aws-alb.git",
};

/* What else a reader may want to see. */
static const char *const words[] = {
    "Listeners",          "LoadBalancers",          "LoadBalancerArn",
    "PolicyDescriptions", "CertificateSummaryList", "encrypted_data",
    "loadBalancer",       "ingressClassName",       "gatewayClassName",
    "HTTPRoute",
};

/* The first two bytes of all names of a list: most places of a text begin none of them. */
struct pairs {
    uint32_t bits[256][8];
};

static size_t first(const char *text)
{
    return (unsigned char)text[0];
}

static uint32_t second_bit(const char *text)
{
    return (uint32_t)1 << ((unsigned char)text[1] & 31);
}

static uint32_t *second_word(struct pairs *pairs, const char *text)
{
    return &pairs->bits[first(text)][(unsigned char)text[1] >> 5];
}

static bool begins_any(struct elb_text text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i][0] == text.start[0] && elb_text_has_prefix(text, list[i]))
            return true;
    }
    return false;
}

/* One walk over the text: every file of a tree is asked this. */
static bool has_any(struct elb_text text, const char *const *list, size_t count)
{
    struct pairs pairs = {{{0}}};

    for (size_t i = 0; i < count; i++)
        *second_word(&pairs, list[i]) |= second_bit(list[i]);
    for (; text.length >= 2; text = (struct elb_text){text.start + 1, text.length - 1}) {
        if ((*second_word(&pairs, text.start) & second_bit(text.start)) &&
            begins_any(text, list, count))
            return true;
    }
    return false;
}

enum elb_declared_relevance elb_declared_relevance(struct elb_text text)
{
    if (has_any(text, names, COUNT(names)))
        return ELB_DECLARED_RELATED;
    return has_any(text, words, COUNT(words)) ? ELB_DECLARED_PERHAPS : ELB_DECLARED_UNRELATED;
}

/* ---- Languages ------------------------------------------------------------------------------ */

static const struct {
    const char *suffix;
    enum elb_declared_syntax syntax;
} suffixes[] = {
    {".tf", ELB_SYNTAX_HCL},       {".tofu", ELB_SYNTAX_HCL},       {".tfvars", ELB_SYNTAX_HCL},
    {".hcl", ELB_SYNTAX_HCL},      {".tf.json", ELB_SYNTAX_JSON},   {".json", ELB_SYNTAX_JSON},
    {".tfstate", ELB_SYNTAX_JSON}, {".yaml", ELB_SYNTAX_YAML},      {".yml", ELB_SYNTAX_YAML},
    {".snap", ELB_SYNTAX_OTHER},   {".tofu.json", ELB_SYNTAX_JSON},
};

/* The first word of a line of HCL, outside of all blocks. */
static bool begins_block(struct elb_text line)
{
    static const char *const blocks[] = {"resource \"", "variable \"", "locals {",  "module \"",
                                         "data \"",     "provider \"", "output \"", "terraform {"};

    for (size_t i = 0; i < COUNT(blocks); i++) {
        if (elb_text_has_prefix(line, blocks[i]))
            return true;
    }
    return false;
}

static bool has_block(struct elb_text text)
{
    struct elb_text line;

    while (elb_text_next_line(&text, &line)) {
        if (begins_block(line))
            return true;
    }
    return false;
}

enum elb_declared_syntax elb_declared_syntax(struct elb_text text, const char *path)
{
    const struct elb_text name = elb_text_from(path);
    const struct elb_text trimmed = elb_text_trim(text);

    if (trimmed.length > 0 && (trimmed.start[0] == '{' || trimmed.start[0] == '['))
        return ELB_SYNTAX_JSON;
    for (size_t i = 0; i < COUNT(suffixes); i++) {
        if (elb_text_has_suffix_nocase(name, suffixes[i].suffix))
            return suffixes[i].syntax;
    }
    return has_block(text) ? ELB_SYNTAX_HCL : ELB_SYNTAX_YAML;
}
