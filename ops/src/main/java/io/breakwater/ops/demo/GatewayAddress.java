package io.breakwater.ops.demo;

import io.breakwater.demo.DemoException;
import io.breakwater.ops.account.InvokeUrl;
import io.breakwater.ops.probe.Reading;
import java.net.URI;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;

/// The address of a deployed gateway: its stack's API, at its stage.
///
/// @param invokeUrl where APIs answer
record GatewayAddress(Deployment deployment, InvokeUrl invokeUrl) {
    private static final String API = "AWS::ApiGateway::RestApi";

    /// @throws DemoException if the stack is not there
    URI found() throws DemoException {
        String stack = deployment.naming().gatewayStack();
        try (CloudFormationClient cloudFormation = deployment.home().of(CloudFormationClient.builder())) {
            return cloudFormation
                    .listStackResourcesPaginator(list -> list.stackName(stack))
                    .stackResourceSummaries()
                    .stream()
                    .filter(resource -> API.equals(resource.resourceType()))
                    .map(StackResourceSummary::physicalResourceId)
                    .findFirst()
                    .map(api -> invokeUrl.of(api, deployment.naming()))
                    .orElseThrow(() -> DemoException.unusable("The stack " + stack + " has no API"));
        } catch (SdkException refused) {
            throw DemoException.unusable("The stack %s cannot be read (%s); is %s deployed?"
                    .formatted(
                            stack,
                            Reading.sentence(refused),
                            deployment.settings().environment()));
        }
    }
}
