package io.breakwater.adapters.bedrock;

import io.breakwater.model.Region;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Where `bedrock-runtime` answers.
public final class BedrockEndpoints {
    /// The variable by which all AWS SDKs let a service be found elsewhere, such as at an emulator.
    private static final String OVERRIDE = "AWS_ENDPOINT_URL_BEDROCK_RUNTIME";

    private BedrockEndpoints() {}

    /// AWS's endpoint of each Region, unless the environment names another one for all.
    public static Function<Region, URI> from(Map<String, String> environment) {
        Optional<URI> elsewhere = Optional.ofNullable(environment.get(OVERRIDE)).map(URI::create);
        return region -> elsewhere.orElseGet(() -> URI.create("https://bedrock-runtime." + region + ".amazonaws.com"));
    }
}
