package io.breakwater.cleanup.own;

import java.util.Optional;

/// Whether a record is about a resource: the resource itself, or the function or API that its log group
/// belongs to.
final class Trace {
    private static final String FUNCTION_TYPE = "AWS::Lambda::Function";
    private static final String API_TYPE = "AWS::ApiGateway::RestApi";

    private Trace() {}

    static boolean of(FoundResource found, Recorded recorded) {
        return recorded.in(found.place(), found.kind().global())
                && (itself(found, recorded) || source(found, recorded));
    }

    private static boolean itself(FoundResource found, Recorded recorded) {
        return found.kind().types().contains(recorded.type()) && recorded.names(found.id());
    }

    private static boolean source(FoundResource found, Recorded recorded) {
        return found.kind() == Kind.LOG_GROUP
                && switch (recorded.type()) {
                    case FUNCTION_TYPE -> ServiceLogs.function(found.name()).equals(Optional.of(recorded.id()));
                    case API_TYPE ->
                        ServiceLogs.execution(found.name())
                                .map(ServiceLogs.Execution::api)
                                .equals(Optional.of(recorded.id()));
                    default -> false;
                };
    }
}
