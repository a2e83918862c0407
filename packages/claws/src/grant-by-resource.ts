// FC-CLAW-0001: which kind of grant the gate gives for which kind of resource, in types, so that a claw cannot expect another.
import type { CallGrant, CapabilityDescriptor, ExecGrant, PathGrant, Resource, UrlGrant } from "@femtoclaw/gate";

export interface GrantByResource {
  readonly exec: ExecGrant;
  readonly path: PathGrant;
  readonly url: UrlGrant;
  readonly none: CallGrant;
}

export type DescriptorOf<Kind extends Resource["kind"]> = CapabilityDescriptor & { readonly resource: { readonly kind: Kind } };
