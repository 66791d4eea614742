// SPDX-License-Identifier: Apache-2.0

/** A standard flavor of scs-0103. The rest follows from the name: figures "must match precisely". */
export interface ScsStandardFlavor {
  readonly name: string;
  readonly mandatory: boolean;
}

/**
 * The standard flavors of scs-0103-v1 (v1.2), in the order of its tables. A name with a disk but no letter may have any type.
 * Source: SovereignCloudStack/standards, Standards/scs-0103-v1-standard-flavors.md.
 */
export const scsStandardFlavors: readonly ScsStandardFlavor[] = [
  ...[
    "SCS-1V-4",
    "SCS-2V-8",
    "SCS-4V-16",
    "SCS-4V-16-100s",
    "SCS-8V-32",
    "SCS-1V-2",
    "SCS-2V-4",
    "SCS-2V-4-20s",
    "SCS-4V-8",
    "SCS-8V-16",
    "SCS-16V-32",
    "SCS-1V-8",
    "SCS-2V-16",
    "SCS-4V-32",
    "SCS-1L-1",
  ].map((name) => ({ name, mandatory: true })),
  ...[
    "SCS-1V-4-10",
    "SCS-2V-8-20",
    "SCS-4V-16-50",
    "SCS-8V-32-100",
    "SCS-1V-2-5",
    "SCS-2V-4-10",
    "SCS-4V-8-20",
    "SCS-8V-16-50",
    "SCS-16V-32-100",
    "SCS-1V-8-20",
    "SCS-2V-16-50",
    "SCS-4V-32-100",
    "SCS-1L-1-5",
    "SCS-16V-64",
    "SCS-8V-64",
    "SCS-16V-128",
  ].map((name) => ({ name, mandatory: false })),
];
