package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.breakwater.lambda.FakeCloudFormation;
import java.util.Map;

/// What CloudFormation asks of the custom resource `Own`.
final class CustomResourceRequest {
    static CloudFormationCustomResourceEvent event(
            FakeCloudFormation from, String type, Map<String, Object> properties) {
        return CloudFormationCustomResourceEvent.builder()
                .withRequestType(type)
                .withResponseUrl(from.url())
                .withStackId("stack")
                .withRequestId("request")
                .withLogicalResourceId("Own")
                .withResourceProperties(properties)
                .build();
    }

    private CustomResourceRequest() {}
}
