package io.breakwater.cleanup.stack;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.breakwater.adapters.stack.StackWork;
import java.util.List;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The custom resource that turns Bedrock's invocation log on in an account and Region: Create and
/// Update save the previous setting and put the environment's own in force, Delete restores the saved
/// one.
///
/// Its properties: `LogGroup` and `Role` of the log, `Prompts` (`true` or `false`), `Parameter` for the
/// previous setting, and the `Tags` of that parameter.
public final class InvocationLoggingHandler implements RequestHandler<CloudFormationCustomResourceEvent, String> {
    private static final StackWork WORK = new StackWork(
            LoggerFactory.getLogger(InvocationLoggingHandler.class), "Bedrock's invocation log could not be set");

    private final Function<RequestProperties, InvocationLogSteps> start;

    /// Called by Lambda.
    public InvocationLoggingHandler() {
        this(InvocationLoggingHandler::deployed);
    }

    InvocationLoggingHandler(Function<RequestProperties, InvocationLogSteps> start) {
        this.start = start;
    }

    static OwnSetting own(RequestProperties properties) {
        return new OwnSetting(
                properties.text("LogGroup"), properties.text("Role"), Boolean.parseBoolean(properties.text("Prompts")));
    }

    private static InvocationLogSteps deployed(RequestProperties properties) {
        StackClients clients = new StackClients();
        return new InvocationLogSteps(
                new BedrockSetting(clients.client(BedrockClient.builder()), Thread::sleep),
                new ParameterSetting(
                        clients.client(SsmClient.builder()), properties.text("Parameter"), properties.map("Tags")),
                own(properties));
    }

    @Override
    public String handleRequest(CloudFormationCustomResourceEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> handle(event));
    }

    String handle(CloudFormationCustomResourceEvent event) {
        return WORK.answered(event, () -> apply(event));
    }

    private List<String> apply(CloudFormationCustomResourceEvent event) {
        InvocationLogSteps logging = start.apply(RequestProperties.of(event));
        return event.getRequestType().equals("Delete") ? logging.putBack() : logging.set();
    }
}
