import { holds } from "./holds";
import { liveInTeam, teamStories, tellTeamStory } from "./team";

describe("whatever happens to the people of a Team account", function () {
  this.timeout(0);

  it("the contract is kept", async () => {
    await holds(teamStories, 100, { live: liveInTeam, tell: tellTeamStory });
  });
});
