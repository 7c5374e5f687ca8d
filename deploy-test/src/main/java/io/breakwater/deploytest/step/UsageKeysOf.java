package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import io.breakwater.naming.Naming;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;
import software.amazon.awssdk.services.apigateway.model.UsagePlanKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// The API Gateway keys that dev has made outside its stack, read from the services directly.
record UsageKeysOf(TestWorld world) {
    private static final SdkBytes ROUND = SdkBytes.fromUtf8String("{\"RequestType\": \"KeepUsageKeys\"}");

    /// Runs a round that makes and removes keys, as the schedule does.
    ///
    /// @throws Unshown if it fails
    public void kept() throws Unshown {
        InvokeResponse answer = world.clients()
                .at(world.dev().home(), LambdaClient.builder())
                .invoke(call ->
                        call.functionName(naming().resource("provisioner")).payload(ROUND));
        Unshown.unless(
                answer.functionError() == null,
                "the round failed: " + answer.payload().asUtf8String());
    }

    /// Starts a round that may take minutes.
    public void begin() {
        world.clients()
                .at(world.dev().home(), LambdaClient.builder())
                .invoke(call -> call.functionName(naming().resource("provisioner"))
                        .invocationType(InvocationType.EVENT)
                        .payload(ROUND));
    }

    /// How many keys the usage plan of a plan has.
    public int inPlan(String plan) {
        return (int) inPlans(plan).count();
    }

    /// The keys of a tenant.
    public List<ApiKey> of(String tenant) {
        return gateway().getApiKeysPaginator(get -> get.includeValues(true)).items().stream()
                .filter(key -> key.name().equals(naming().resource("usage-" + tenant)))
                .toList();
    }

    /// Whether a tenant's key is in the usage plan of this plan.
    public boolean joined(String tenant, String plan) {
        List<String> ids = of(tenant).stream().map(ApiKey::id).toList();
        return inPlans(plan).anyMatch(key -> ids.contains(key.id()));
    }

    private Stream<UsagePlanKey> inPlans(String plan) {
        ApiGatewayClient gateway = gateway();
        return gateway.getUsagePlansPaginator().items().stream()
                .filter(found -> found.name().equals(naming().resource("plan-" + plan)))
                .flatMap(found ->
                        gateway.getUsagePlanKeysPaginator(get -> get.usagePlanId(found.id())).items().stream());
    }

    /// Whether a tenant's records name its own key.
    public boolean counts(String tenant) {
        List<String> values = of(tenant).stream().map(ApiKey::value).toList();
        return world
                .clients()
                .at(world.dev().home(), DynamoDbClient.builder())
                .scanPaginator(scan -> scan.tableName(naming().resource("keys")))
                .items()
                .stream()
                .filter(item -> text(item, "tenant").equals(tenant))
                .allMatch(item -> values.contains(text(item, "usageIdentifier")));
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return item.getOrDefault(name, AttributeValue.fromS("")).s();
    }

    private ApiGatewayClient gateway() {
        return world.clients().at(world.dev().home(), ApiGatewayClient.builder());
    }

    private Naming naming() {
        return world.dev().naming();
    }
}
