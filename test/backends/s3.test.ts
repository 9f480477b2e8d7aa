import { startS3 } from "../support/backends/s3";
import { orSkip } from "../support/orSkip";
import { shareState } from "./sharedState";

describe("state in an S3-compatible store", () => {
  it("tells a second run of the lock, and is taken up again after a crash", async function () {
    const miss = await shareState((folder, search, environment) => {
      const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = environment;
      return startS3(folder, { accessKeyId, secretAccessKey }, search);
    });
    orSkip(this, miss);
  });
});
