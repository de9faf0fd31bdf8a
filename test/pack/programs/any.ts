import * as pulumi from "@pulumi/pulumi";

/** A resource of a provider whose SDK is not installed here: its token and its properties, as the SDK would send them. */
export class Any extends pulumi.CustomResource {
  constructor(type: string, name: string, properties: pulumi.Inputs, options?: pulumi.CustomResourceOptions) {
    super(type, name, properties, options);
  }
}
