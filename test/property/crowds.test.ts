import { crowdStories } from "./crowds";
import { holds } from "./holds";
import { live } from "./live";
import { tellStory } from "./story";

const WAY = { live, tell: tellStory };

describe("whatever happens to the many people of an account", function () {
  this.timeout(0);

  it("the contract is kept, and calls are full and as few as can be", async () => {
    await holds(crowdStories, 40, WAY);
  });
});
