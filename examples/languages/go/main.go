// Suspended users and licenses of an Amazon Chime account.
package main

import (
	"example.com/pulumi-chime/sdk/go/chime"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

const account = "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360"

func declare(ctx *pulumi.Context) error {
	leavers, err := chime.NewUserSuspensionSet(ctx, "leavers", &chime.UserSuspensionSetArgs{
		AccountId: pulumi.String(account),
		Users: pulumi.Array{
			pulumi.String("henrik.dlamini@example.com"),
			pulumi.String("linh.fernandez@example.com"),
			pulumi.String("sofia.nguyen@example.com"),
		},
		MaxChanges: pulumi.String("10%"),
	})
	if err != nil {
		return err
	}
	_, err = chime.NewUserLicenseAssignment(ctx, "hosts", &chime.UserLicenseAssignmentArgs{
		AccountId: pulumi.String(account),
		Licenses: pulumi.Map{
			"amara.okafor@example.com": chime.LicenseTypePro,
			"malik.choi@example.com":   chime.LicenseTypeBasic,
		},
	})
	if err != nil {
		return err
	}
	ctx.Export("suspended", leavers.UserIds)
	ctx.Export("failures", leavers.Failures)
	return nil
}

func main() {
	pulumi.Run(declare)
}
