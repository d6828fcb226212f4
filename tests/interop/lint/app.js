// SPDX-License-Identifier: MIT
// What a team would write: listeners of all three load balancers, with a policy and without.
const cdk = require('aws-cdk-lib');
const acm = require('aws-cdk-lib/aws-certificatemanager');
const ec2 = require('aws-cdk-lib/aws-ec2');
const elb = require('aws-cdk-lib/aws-elasticloadbalancing');
const elbv2 = require('aws-cdk-lib/aws-elasticloadbalancingv2');

const app = new cdk.App({ outdir: process.argv[2] });

class Stack extends cdk.Stack {
  constructor(name) {
    super(app, name);
    this.vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 0 });
    this.certificate = acm.Certificate.fromCertificateArn(this, 'Certificate',
      'arn:aws:acm:eu-west-1:123456789012:certificate/00000000-0000-0000-0000-000000000000');
  }
}

class Application extends Stack {
  constructor() {
    super('Application');
    const balancer = new elbv2.ApplicationLoadBalancer(this, 'Shop', { vpc: this.vpc });
    const answer = elbv2.ListenerAction.fixedResponse(200);
    const certificates = [this.certificate];
    const protocol = elbv2.ApplicationProtocol.HTTPS;
    balancer.addRedirect();
    balancer.addListener('Old', { port: 443, certificates, defaultAction: answer,
      sslPolicy: elbv2.SslPolicy.RECOMMENDED });
    balancer.addListener('Unset', { port: 8443, certificates, protocol, defaultAction: answer });
    balancer.addListener('Modern', { port: 9443, certificates, protocol, defaultAction: answer,
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09' });
  }
}

class Network extends Stack {
  constructor() {
    super('Network');
    const balancer = new elbv2.NetworkLoadBalancer(this, 'Mail', { vpc: this.vpc });
    const group = new elbv2.NetworkTargetGroup(this, 'Group', { vpc: this.vpc, port: 25 });
    const defaultTargetGroups = [group];
    balancer.addListener('Tls', { port: 465, protocol: elbv2.Protocol.TLS, defaultTargetGroups,
      certificates: [this.certificate], sslPolicy: elbv2.SslPolicy.TLS13_13 });
    balancer.addListener('Tcp', { port: 25, defaultTargetGroups });
  }
}

class Classic extends Stack {
  constructor() {
    super('Classic');
    const balancer = new elb.LoadBalancer(this, 'Old', { vpc: this.vpc,
      internetFacing: true });
    balancer.addListener({ externalPort: 443, internalPort: 80,
      externalProtocol: elb.LoadBalancingProtocol.HTTPS,
      internalProtocol: elb.LoadBalancingProtocol.HTTP,
      sslCertificateArn: this.certificate.certificateArn,
      policyNames: ['ELBSecurityPolicy-TLS-1-2-2017-01'] });
    balancer.addListener({ externalPort: 80, internalPort: 80 });
  }
}

new Application();
new Network();
new Classic();
app.synth();
