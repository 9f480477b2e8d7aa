"""Suspended users and licenses of an Amazon Chime account."""

import pulumi
import pulumi_chime as chime

ACCOUNT = "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360"

leavers = chime.UserSuspensionSet(
    "leavers",
    account_id=ACCOUNT,
    users=[
        "henrik.dlamini@example.com",
        "linh.fernandez@example.com",
        "sofia.nguyen@example.com",
    ],
    max_changes="10%",
)

chime.UserLicenseAssignment(
    "hosts",
    account_id=ACCOUNT,
    licenses={
        "amara.okafor@example.com": chime.LicenseType.PRO,
        "malik.choi@example.com": chime.LicenseType.BASIC,
    },
)

pulumi.export("suspended", leavers.user_ids)
pulumi.export("failures", leavers.failures)
