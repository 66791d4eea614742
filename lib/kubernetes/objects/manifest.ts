// SPDX-License-Identifier: Apache-2.0

/** A value as JSON has it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An API object as the apiserver takes it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string } & { readonly [key: string]: Json };
  readonly [key: string]: Json;
}
