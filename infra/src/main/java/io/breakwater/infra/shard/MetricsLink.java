package io.breakwater.infra.shard;

import java.util.List;
import software.amazon.awscdk.services.oam.CfnLink;
import software.constructs.Construct;

/// Shows the metrics of the account and Region that it stands in to whoever owns the sink, and nothing else of it: no
/// logs, no traces.
///
/// The sink is not ours to make: there is one for each account and Region, whatever runs there ("CloudWatch
/// cross-account observability", Amazon CloudWatch User Guide).
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
