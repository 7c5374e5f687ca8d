package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.Place;
import io.breakwater.cleanup.own.ToolkitJudge;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/// The stacks of a place by name; `CDKToolkit` has a bucket and a repository. A deletion is finished at
/// the second look.
final class FakeFormation implements CloudFormationClient {
    private final Place place;
    private final List<String> assets;
    private final Runnable call;
    private final Map<String, String> statuses = new TreeMap<>(Map.of(ToolkitJudge.STACK, "CREATE_COMPLETE"));
    private String version = "/cdk-bootstrap/hnb659fds/version";
    private String deleted = "DELETE_COMPLETE";
    private int late;

    FakeFormation(Place place, List<String> assets, Runnable call) {
        this.place = place;
        this.assets = assets;
        this.call = call;
    }

    void deploy(String stack) {
        statuses.put(stack, "UPDATE_COMPLETE");
    }

    void destroy(String stack) {
        statuses.put(stack, "DELETE_COMPLETE");
    }

    void withoutVersion() {
        version = "/shop/version";
    }

    void failDeletion() {
        deleted = "DELETE_FAILED";
    }

    /// For this many looks, a stack that is being deleted still shows its former status.
    void showLate(int looks) {
        late = looks;
    }

    String there() {
        return statuses.get(ToolkitJudge.STACK).equals("DELETE_COMPLETE") ? "" : "stack";
    }

    private String id(String stack) {
        return "arn:aws:cloudformation:" + place.region() + ":" + place.account() + ":stack/" + stack + "/1";
    }

    @Override
    public ListStacksResponse listStacks(ListStacksRequest request) {
        call.run();
        ListStacksResponse seen = list();
        statuses.replace(ToolkitJudge.STACK, "DELETE_IN_PROGRESS", deleted);
        return seen;
    }

    private ListStacksResponse list() {
        return ListStacksResponse.builder()
                .stackSummaries(statuses.entrySet().stream()
                        .map(stack -> StackSummary.builder()
                                .stackName(stack.getKey())
                                .stackId(id(stack.getKey()))
                                .stackStatus(stack.getValue())
                                .creationTime(FakeToolkits.MADE)
                                .build())
                        .toList())
                .build();
    }

    @Override
    public ListStackResourcesResponse listStackResources(ListStackResourcesRequest request) {
        call.run();
        return ListStackResourcesResponse.builder()
                .stackResourceSummaries(resources().entrySet().stream()
                        .map(resource -> StackResourceSummary.builder()
                                .physicalResourceId(resource.getKey())
                                .resourceType(resource.getValue())
                                .build())
                        .toList())
                .build();
    }

    /// The first event of each resource has no id yet.
    @Override
    public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
        call.run();
        return DescribeStackEventsResponse.builder()
                .stackEvents(resources().entrySet().stream()
                        .flatMap(resource -> Stream.of("", resource.getKey())
                                .map(id -> StackEvent.builder()
                                        .physicalResourceId(id)
                                        .resourceType(resource.getValue())
                                        .build()))
                        .toList())
                .build();
    }

    private Map<String, String> resources() {
        return Map.of(
                assets.getFirst(),
                "AWS::S3::Bucket",
                assets.getLast(),
                "AWS::ECR::Repository",
                version,
                "AWS::SSM::Parameter");
    }

    @Override
    public DeleteStackResponse deleteStack(DeleteStackRequest request) {
        call.run();
        statuses.computeIfPresent(
                ToolkitJudge.STACK, (_, status) -> status.equals("DELETE_COMPLETE") ? status : "DELETE_IN_PROGRESS");
        return DeleteStackResponse.builder().build();
    }

    @Override
    public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
        call.run();
        String status = late-- > 0 ? "UPDATE_COMPLETE" : statuses.get(ToolkitJudge.STACK);
        statuses.replace(ToolkitJudge.STACK, "DELETE_IN_PROGRESS", deleted);
        return DescribeStacksResponse.builder()
                .stacks(Stack.builder()
                        .stackName(ToolkitJudge.STACK)
                        .stackStatus(status)
                        .stackStatusReason("a role would not go")
                        .build())
                .build();
    }

    @Override
    public String serviceName() {
        return "cloudformation";
    }

    @Override
    public void close() {}
}
