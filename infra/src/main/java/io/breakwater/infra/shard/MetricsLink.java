package io.breakwater.infra.shard;

import java.util.List;
import software.amazon.awscdk.services.oam.CfnLink;
import software.constructs.Construct;

/// Shares the metrics of its account and Region with the sink's owner, and nothing else: no logs, no
/// traces.
///
/// The sink is not made here: an account has only one in each Region, for everything that runs there
/// ("CloudWatch cross-account observability", Amazon CloudWatch User Guide).
final class MetricsLink extends Construct {

    /// @param sink the sink's ARN
    public record Props(String sink) {}

    public MetricsLink(Construct scope, String id, Props props) {
        super(scope, id);
        CfnLink.Builder.create(this, "Link")
                .labelTemplate("$AccountName")
                .resourceTypes(List.of("AWS::CloudWatch::Metric"))
                .sinkIdentifier(props.sink())
                .build();
    }
}
