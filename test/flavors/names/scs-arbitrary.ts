// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import type { ScsArch, ScsDisk, ScsGpuFigure, ScsGpuPart, ScsName } from "../../../lib/flavors/names/scs-name.ts";
import {
  type ScsArchitecture,
  scsArchitectures,
  scsGpuGenerations,
  type ScsGpuVendor,
  scsHypervisors,
} from "../../../lib/flavors/tables/scs-parts.ts";

const count = fc.integer({ min: 1, max: 999_999_999 });

const disks: fc.Arbitrary<ScsDisk> = fc.oneof(
  fc.record({ count: fc.constant(1), type: fc.constantFrom("n", "h", "s", "p") }, { requiredKeys: ["count"] }),
  fc.record({ count, size: count, type: fc.constantFrom("n", "h", "s", "p") }, { requiredKeys: ["count", "size"] }),
);

const archs: fc.Arbitrary<ScsArch> = fc
  .constantFrom(...(Object.keys(scsArchitectures) as ScsArchitecture[]))
  .chain((vendor) =>
    fc
      .record({ generation: fc.integer({ min: 0, max: scsArchitectures[vendor] }), speed: fc.constantFrom(0, 1, 2, 3) })
      .map(({ generation, speed }) => ({ vendor, ...(generation === 0 ? {} : { generation }), speed })),
  );

const figures: fc.Arbitrary<ScsGpuFigure> = fc.record({ amount: count, speed: fc.constantFrom(0, 1, 2) });

const gpus: fc.Arbitrary<ScsGpuPart> = fc
  .constantFrom(...(Object.keys(scsGpuGenerations) as ScsGpuVendor[]))
  .chain((vendor) => {
    const common = {
      access: fc.constantFrom("G" as const, "g" as const),
      vendor: fc.constant(vendor),
      generation: fc.constantFrom<string>(...scsGpuGenerations[vendor]),
      units: figures,
    };
    return fc.oneof(
      fc.record(common, { requiredKeys: ["access", "vendor"] }),
      fc.record({ ...common, vram: figures }, { requiredKeys: ["access", "vendor", "units", "vram"] }),
    );
  });

/** Every name of the scheme, canonical: no generation 0. */
export const scsNames: fc.Arbitrary<ScsName> = fc.record(
  {
    cpu: fc.record({ count, type: fc.constantFrom("L", "V", "T", "C"), insecure: fc.boolean() }),
    ram: fc.record({
      gib: fc.integer({ min: 1, max: 2000 }).map((halves) => halves / 2),
      noEcc: fc.boolean(),
      oversubscribed: fc.boolean(),
    }),
    disk: disks,
    hypervisor: fc.constantFrom(...scsHypervisors),
    hwv: fc.boolean(),
    arch: archs,
    gpu: gpus,
    infiniband: fc.boolean(),
  },
  { requiredKeys: ["cpu", "ram", "hwv", "infiniband"] },
);
