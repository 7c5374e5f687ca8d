package io.breakwater.cleanup.stack;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.breakwater.adapters.stack.StackAnswer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/// The custom resource that is deployed before everything else and goes after it: Delete removes the log
/// groups that late lines brought back. Create and Update do nothing. Its property `Functions` names the
/// functions of the environment.
///
/// It does not hold up the deletion of its stack for what `scripts/cleanup verify` would show anyway, such as
/// a group that AWS does not delete. Only a defect, such as a property that is missing, is answered as a
/// failure.
public final class LateLogsHandler implements RequestHandler<CloudFormationCustomResourceEvent, String> {
    private static final Logger LOG = LoggerFactory.getLogger(LateLogsHandler.class);

    private final Supplier<LateLogs> start;

    /// As Lambda makes it.
    public LateLogsHandler() {
        this(LateLogsHandler::deployed);
    }

    LateLogsHandler(Supplier<LateLogs> start) {
        this.start = start;
    }

    private static LateLogs deployed() {
        StackClients clients = new StackClients();
        return new LateLogs(new AwsLogPlace(
                clients.client(LambdaClient.builder()), clients.client(CloudWatchLogsClient.builder())));
    }

    @Override
    public String handleRequest(CloudFormationCustomResourceEvent event, Context context) {
        return handle(event);
    }

    String handle(CloudFormationCustomResourceEvent event) {
        return answer(event).deliver(event);
    }

    private StackAnswer answer(CloudFormationCustomResourceEvent event) {
        String id = event.getLogicalResourceId();
        try {
            if (event.getRequestType().equals("Delete")) {
                start.get().remove(RequestProperties.of(event).texts("Functions"));
            }
            return StackAnswer.success(id);
        } catch (RuntimeException e) {
            LOG.error("{} failed", event.getRequestType(), e);
            return StackAnswer.failure(id, "late log groups were not looked for: " + e.getMessage());
        }
    }
}
