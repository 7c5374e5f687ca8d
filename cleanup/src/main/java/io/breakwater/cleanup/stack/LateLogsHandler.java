package io.breakwater.cleanup.stack;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.breakwater.adapters.stack.StackAnswer;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The custom resource that is deployed before everything else and deleted after it: Delete removes the
/// log groups that late lines have recreated. Its property `Functions` names the functions of the
/// environment.
///
/// Create refuses a place where such a group already exists, so that a group's name and the earliest
/// time of its creation are two proofs that it is this environment's own. After a Create that failed,
/// or whose answer never arrived, nothing is deleted: only a successful one has the resource's own name
/// as its id, and CloudFormation makes up another id if it received none. Update does nothing.
///
/// It does not block the deletion of its stack for problems that `scripts/cleanup verify` shows anyway,
/// such as a group that AWS does not delete. Only a defect, such as a missing property, is reported as
/// a failure.
public final class LateLogsHandler implements RequestHandler<CloudFormationCustomResourceEvent, String> {
    private static final Logger LOG = LoggerFactory.getLogger(LateLogsHandler.class);

    /// The physical id after a failed Create.
    private static final String REFUSED = "refused";

    private final Supplier<LateLogRemoval> start;

    /// Called by Lambda.
    public LateLogsHandler() {
        this(LateLogsHandler::deployed);
    }

    LateLogsHandler(Supplier<LateLogRemoval> start) {
        this.start = start;
    }

    private static LateLogRemoval deployed() {
        StackClients clients = new StackClients();
        return new LateLogRemoval(new AwsLogPlace(
                clients.client(LambdaClient.builder()), clients.client(CloudWatchLogsClient.builder())));
    }

    @Override
    public String handleRequest(CloudFormationCustomResourceEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> handle(event));
    }

    String handle(CloudFormationCustomResourceEvent event) {
        return answer(event).deliver(event);
    }

    private StackAnswer answer(CloudFormationCustomResourceEvent event) {
        String id = event.getLogicalResourceId();
        try {
            return switch (event.getRequestType()) {
                case "Create" -> created(id, start.get().strangers(functions(event)));
                case "Delete" -> deleted(event);
                default -> StackAnswer.success(id);
            };
        } catch (RuntimeException e) {
            LOG.error("{} failed", event.getRequestType(), e);
            String failed = event.getRequestType().equals("Create") ? REFUSED : id;
            return StackAnswer.failure(failed, "late log groups were not looked for: " + e.getMessage());
        }
    }

    private static StackAnswer created(String id, List<String> strangers) {
        return strangers.isEmpty()
                ? StackAnswer.success(id)
                : StackAnswer.failure(
                        REFUSED,
                        "log groups of the functions' names already exist: " + String.join(", ", strangers)
                                + "; see scripts/cleanup verify, remove them if they are not needed, and deploy again");
    }

    private StackAnswer deleted(CloudFormationCustomResourceEvent event) {
        String id = event.getPhysicalResourceId();
        if (event.getLogicalResourceId().equals(id)) {
            start.get().remove(functions(event));
        }
        return StackAnswer.success(id);
    }

    private static List<String> functions(CloudFormationCustomResourceEvent event) {
        return RequestProperties.of(event).texts("Functions");
    }
}
