// SPDX-License-Identifier: Apache-2.0
import { eventProgram, loadProject } from "bivouac/environment";
import * as pulumi from "@pulumi/pulumi";

export default await eventProgram(await loadProject(new pulumi.Config("bivouac").require("event")), {
  seed: "the seed",
})();
