/* SPDX-License-Identifier: MIT */

/*
 * Values for Helm and other YAML and JSON of no known kind, whose keys are settings of load
 * balancers: annotations under any path, `defaultSSLPolicy` of the controller's chart, `sslPolicy`
 * with a protocol and a port beside it.
 */
#include "read/declared/kubernetes.h"

static bool has_settings(struct elb_text text)
{
    static const char *const words[] = {
        ELB_K8S_INGRESS,  ELB_K8S_SERVICE,  ELB_K8S_ZALANDO, "defaultSslPolic", "SSLPolicy",
        "sslPolicy",      "SslPolicy",      "ssl_policy",    "ssl-policy",      "SSL_POLICY",
        "TLS_POLICY",     "tls_policy",     "tlsPolicy",     "TlsPolicy",       "arameterValue",
        "ecurity-policy", "ecurity_policy", "ecurityPolicy"};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (elb_text_find(text, elb_text_from(words[i])) != SIZE_MAX)
            return true;
    }
    return false;
}

/* Examples of calls that come with SDKs, in botocore/data: nobody deploys them. */
static bool is_of_sdk(const struct elb_node *root)
{
    return elb_node_count(root) == 2 && elb_node_is_mapping(elb_node_get(root, "examples")) &&
           elb_node_get(root, "version");
}

/* The CDK's tree.json repeats what its templates have. */
static bool is_of_cdk(const struct elb_node *root)
{
    return elb_node_is_mapping(elb_node_get(root, "tree")) &&
           elb_text_has_prefix(elb_node_text(elb_node_get(root, "version")), "tree-");
}

static unsigned recognise(const struct elb_declared_input *input)
{
    bool has_collection = false;

    for (size_t i = 0; i < input->documents.count; i++) {
        const struct elb_node *root = input->documents.roots[i];

        has_collection |= elb_node_count(root) > 0 && !is_of_sdk(root) && !is_of_cdk(root);
    }
    return has_collection && has_settings(input->file->text) ? 20 : 0;
}

static enum elb_status read(const struct elb_declared_input *input, struct elb_error *reterr)
{
    struct elb_k8s *k8s = elb_k8s_get(input->listeners);
    enum elb_status status = ELB_OK;

    if (!k8s)
        return elb_error_set_memory(reterr);
    for (size_t i = 0; status == ELB_OK && i < input->documents.count; i++)
        status = elb_k8s_walk(k8s, input, input->documents.roots[i],
                              elb_declared_reader_values.format, "", reterr);
    return status;
}

const struct elb_declared_reader elb_declared_reader_values = {
    .format = "values",
    .summary = "values for Helm, and other settings of listeners by their keys",
    .recognise = recognise,
    .read = read,
};
