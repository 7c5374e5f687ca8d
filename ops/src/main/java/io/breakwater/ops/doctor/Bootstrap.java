package io.breakwater.ops.doctor;

import io.breakwater.model.AccountId;
import io.breakwater.ops.bootstrap.CdkNames;
import io.breakwater.ops.bootstrap.TrustPolicy;
import io.breakwater.ops.probe.Probe;
import java.util.List;

/// Whether the CDK's bootstrap stack exists, is new enough, and admits the account that deploys.
///
/// @param environment its name, as for `scripts/bootstrap`
record Bootstrap(String environment, AccountId home) implements Check {
    private static final String NAME = "bootstrap";
    private static final String VERSION = CdkNames.VERSION;
    private static final int LEAST = CdkNames.LEAST_VERSION;

    /// The version that the pinned CDK CLI makes (`bootstrap-template.yaml` of aws-cdk 2.1148.1).
    private static final int PINNED = 33;

    @Override
    public List<Line> look(CheckedPlace place, Probe probe) {
        Finding version = Finding.of(
                probe.parameter(VERSION),
                text -> version(place, text),
                () -> new Finding.Wrong("not bootstrapped", command(place)));
        if (!(version instanceof Finding.Ok)) {
            return List.of(new Line(NAME, place, version));
        }
        return List.of(new Line(NAME, place, version), new Line(NAME + " trust", place, trust(place, probe)));
    }

    private Finding version(CheckedPlace place, String text) {
        if (!text.matches("\\d{1,6}")) {
            return new Finding.Unknown(VERSION + " is '" + text + "', which is not a version");
        }
        int version = Integer.parseInt(text);
        if (version < LEAST) {
            return new Finding.Wrong("version %d, and the stacks ask for %d".formatted(version, LEAST), command(place));
        }
        return new Finding.Ok("version " + version + (version < PINNED ? "; the pinned CDK would make " + PINNED : ""));
    }

    private Finding trust(CheckedPlace place, Probe probe) {
        String role = CdkNames.deployRole(new io.breakwater.ops.account.AccountRegion(place.account(), place.region()));
        return Finding.of(
                probe.trust(role),
                document -> trusts(place, document),
                () -> new Finding.Wrong("the role " + role + " is gone", command(place)));
    }

    private Finding trusts(CheckedPlace place, String document) {
        return TrustPolicy.of(document).admits(home)
                ? new Finding.Ok("the gateway account " + home + " may deploy here")
                : new Finding.Wrong("the deploy role does not trust the gateway account " + home, command(place));
    }

    private String command(CheckedPlace place) {
        return "scripts/bootstrap " + environment + " " + place.account() + "/" + place.region();
    }
}
