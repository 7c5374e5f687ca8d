package io.breakwater.infra.monitoring;

import io.breakwater.infra.naming.Placement;
import io.breakwater.naming.Naming;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.logs.CfnQueryDefinition;
import software.constructs.Construct;

/// Queries over the router's log, saved in CloudWatch Logs Insights for operators.
public final class QueriesStack extends Stack {
    private static final String REFUSED = """
            filter event = "RequestEnded" and status >= 400
            | stats count() by tenant, status, ending
            | sort tenant""";

    public record Props(Placement placement) {}

    public QueriesStack(Construct scope, String id, Props props) {
        super(scope, id, props.placement().home(props.placement().naming().queriesStack(), "Breakwater: log queries"));
        Naming naming = props.placement().naming();
        CfnQueryDefinition.Builder.create(this, "Refused")
                .name(naming.api() + "/refused requests")
                .logGroupNames(List.of(naming.functionLogs("router")))
                .queryString(REFUSED)
                .build();
    }
}
