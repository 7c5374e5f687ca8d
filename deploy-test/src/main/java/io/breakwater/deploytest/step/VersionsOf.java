package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.Environment;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// The published versions of an environment's functions, as Lambda lists them.
record VersionsOf(TestWorld world, Environment environment) {
    private static final List<String> FUNCTIONS = List.of("router", "authorizer", "usage", "admin", "sweeper");

    /// The version that each function's alias points at, by its name.
    public Map<String, String> live() {
        return FUNCTIONS.stream()
                .map(this::named)
                .collect(Collectors.toMap(
                        name -> name,
                        name -> lambda().getAlias(get -> get.functionName(name).name("live"))
                                .functionVersion()));
    }

    /// Those of these versions that still exist, by the function's name.
    public Map<String, String> there(Map<String, String> versions) {
        return versions.entrySet().stream()
                .filter(one -> published(one.getKey()).contains(one.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Set<String> published(String function) {
        return lambda().listVersionsByFunctionPaginator(list -> list.functionName(function)).versions().stream()
                .map(FunctionConfiguration::version)
                .collect(Collectors.toSet());
    }

    /// Runs a round that deletes old versions, as the schedule does.
    ///
    /// @param kept how long a version is published until those before it are old, in minutes
    /// @throws Unshown if it fails
    public void deleteOld(int kept) throws Unshown {
        String event =
                "{\"RequestType\": \"DeleteOldVersions\", \"ResourceProperties\": {\"Functions\": [%s], \"KeptMinutes\": %d}}"
                        .formatted(names(), kept);
        InvokeResponse answer = lambda().invoke(
                        call -> call.functionName(named("provisioner")).payload(SdkBytes.fromUtf8String(event)));
        String said = answer.payload().asUtf8String();
        Unshown.unless(answer.functionError() == null && said.contains("failed=0"), "the round ended with " + said);
    }

    private String names() {
        return FUNCTIONS.stream()
                .map(this::named)
                .map(name -> "\"" + name + "\"")
                .collect(Collectors.joining(", "));
    }

    private String named(String function) {
        return environment.naming().resource(function);
    }

    private LambdaClient lambda() {
        return world.clients().at(environment.home(), LambdaClient.builder());
    }
}
