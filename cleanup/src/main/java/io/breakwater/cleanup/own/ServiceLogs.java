package io.breakwater.cleanup.own;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The log groups that services create, and their owners according to the name ("Sending Lambda
/// function logs to CloudWatch Logs", AWS Lambda Developer Guide; "Set up CloudWatch logging for REST
/// APIs", Amazon API Gateway Developer Guide).
final class ServiceLogs {
    private static final String LAMBDA = "/aws/lambda/";
    private static final Pattern EXECUTION = Pattern.compile("API-Gateway-Execution-Logs_([a-z0-9]+)/(.+)");

    private ServiceLogs() {}

    /// The API and stage whose calls are in the group.
    record Execution(String api, String stage) {}

    /// The function that writes to the group.
    static Optional<String> function(String group) {
        return group.startsWith(LAMBDA) ? Optional.of(group.substring(LAMBDA.length())) : Optional.empty();
    }

    static Optional<Execution> execution(String group) {
        Matcher form = EXECUTION.matcher(group);
        return form.matches() ? Optional.of(new Execution(form.group(1), form.group(2))) : Optional.empty();
    }
}
