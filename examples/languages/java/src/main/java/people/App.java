package people;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.chime.UserLicenseAssignment;
import com.pulumi.chime.UserLicenseAssignmentArgs;
import com.pulumi.chime.UserSuspensionSet;
import com.pulumi.chime.UserSuspensionSetArgs;
import com.pulumi.core.Either;
import java.util.Map;

/** Suspended users and licenses of an Amazon Chime account. */
public class App {
    private static final String ACCOUNT = "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360";

    public static void main(String[] args) {
        Pulumi.run(App::declare);
    }

    private static void declare(Context context) {
        var leavers = new UserSuspensionSet("leavers", UserSuspensionSetArgs.builder()
            .accountId(ACCOUNT)
            .users(
                Either.ofLeft("henrik.dlamini@example.com"),
                Either.ofLeft("linh.fernandez@example.com"),
                Either.ofLeft("sofia.nguyen@example.com"))
            .maxChanges("10%")
            .build());
        new UserLicenseAssignment("hosts", UserLicenseAssignmentArgs.builder()
            .accountId(ACCOUNT)
            .licenses(Map.of(
                "amara.okafor@example.com", Either.ofLeft("Pro"),
                "malik.choi@example.com", Either.ofLeft("Basic")))
            .build());
        context.export("suspended", leavers.userIds());
        context.export("failures", leavers.failures());
    }
}
