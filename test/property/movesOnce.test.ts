import { equal } from "node:assert/strict";
import { tellMoves } from "./moveStory";
import { liveMoves } from "./moves";
import { readMoves } from "./readMoves";
import { World } from "./world";

/** Stories that went wrong once, as they were told then. */
const STORIES: Readonly<Record<string, string>> = {
  "a set that is made anew tells nothing of what it has done before": `
  UserSuspensionSet, so before: 
  1. up a0[0,1,2,3] c0[] d0[] {"refresh":false,"target":[0],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  2. up a0[0,1,3] b0[] c0[] d0[2] {"refresh":false,"target":[],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":{"place":3,"isReached":false},"pauses":[0,3,0,0,0,0,0,0],"troubles":[]}
  3. up a0[0,3] d0[] b0[2] late after asking {"refresh":false,"target":[],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[4,0,0,0,0,0,0,0],"troubles":[]}
  4. up b0[0,1,2,3] a0[] {"refresh":false,"target":[],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  the end: destroy`,
  "of two assignments that have noted a user who moves, the later one counts": `
  UserLicenseAssignment, so before: 0,1,3
  1. up c0[0] a1[3] b1[2] late meanwhile {"refresh":false,"target":[],"targetsGone":false,"replace":1,"deleteFirst":true,"fails":null,"pauses":[1,1,3,1,0,4,1,2],"troubles":["slow","none","refused"]}
  2. up a1[2] c0[] d1[0] late meanwhile asking {"refresh":false,"target":[0,2],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[4,2,0,3,0,3,0,1],"troubles":["refused"]}
  3. up a0[] b0[3] c1[1] d1[2] asking {"refresh":true,"target":[],"targetsGone":false,"replace":null,"deleteFirst":true,"fails":{"place":3,"isReached":true},"pauses":[4,3,2,1,1,3,4,1],"troubles":["refused"]}
  4. up a0[] d0[3] b0[2] late after asking {"refresh":false,"target":[],"targetsGone":false,"replace":1,"deleteFirst":false,"fails":null,"pauses":[4,4,4,0,0,3,4,4],"troubles":["refused","none","refused"]}
  5. up b0[1,2] a1[0,3] late after asking {"refresh":true,"target":[],"targetsGone":true,"replace":null,"deleteFirst":false,"fails":null,"pauses":[1,1,3,2,0,2,0,2],"troubles":["refused","slow","refused"]}
  the end: destroy`,
  "what a refresh sees that another assignment has changed goes back as far as both states do": `
  UserLicenseAssignment, so before: 
  1. up d0[0,2,3] a0[1] {"refresh":false,"target":[0],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  2. up a0[0,1,2,3] d0[] late after {"refresh":false,"target":[],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":{"place":1,"isReached":true},"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  3. up b0[1,2,3] c0[] {"refresh":false,"target":[1],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  4. up d0[0,1,2] a0[] {"refresh":true,"target":[],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  the end: destroy`,
  "whom one assignment has otherwise may have been with another since, which the program has no more": `
  UserLicenseAssignment, so before: 1
  1. up a0[0,1,2,3] b0[] d0[] {"refresh":false,"target":[],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":{"place":1,"isReached":false},"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  2. up c0[0,2,3] b0[] d0[1] asking {"refresh":false,"target":[],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":{"place":0,"isReached":false},"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  3. up a0[0,2,3] b0[1] asking {"refresh":false,"target":[],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  the end: destroy`,
  "what the stack's state tells of a resource that is made anew in this run is what was read first": `
  UserLicenseAssignment, so before: 
  1. up c0[0,1,2,3] d0[] a0[] {"refresh":false,"target":[],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  2. up b0[0] d0[3] c0[] a0[] {"refresh":false,"target":[],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":{"place":1,"isReached":false},"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  3. up d0[1] c0[] b1[0,2,3] asking {"refresh":false,"target":[],"targetsGone":false,"replace":0,"deleteFirst":false,"fails":null,"pauses":[0,3,3,0,0,0,0,0],"troubles":[]}
  4. up a0[0,1,2,3] c0[] {"refresh":false,"target":[1],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  5. up d0[0,1,2,3] b0[] {"refresh":false,"target":[],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  the end: destroy`,
  "of whom an assignment has found at another license, and changed, it is said that what was before is lost": `
  UserLicenseAssignment, so before: 
  1. up a0[1,2,3] c0[0] d0[] b0[] {"refresh":false,"target":[],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  2. up d0[1,2,3] a0[0] c0[] {"refresh":false,"target":[2],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  3. up d0[1,2,3] a0[0] b0[] c0[] late after {"refresh":false,"target":[],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  4. up a0[0,1,2,3] c0[] d0[] {"refresh":false,"target":[],"targetsGone":false,"replace":null,"deleteFirst":false,"fails":null,"pauses":[0,0,0,0,0,0,0,0],"troubles":[]}
  the end: destroy`,
};

describe("whoever moves between sets, in a story that went wrong once", () => {
  for (const [name, told] of Object.entries(STORIES)) {
    it(`stays as declared, and is as before at the end: ${name}`, async () => {
      const story = readMoves(told);
      equal(tellMoves(story).trim(), told.trim());
      const world = await World.open();
      try {
        await liveMoves(world, story);
      } finally {
        await world.server.close();
      }
    });
  }
});
