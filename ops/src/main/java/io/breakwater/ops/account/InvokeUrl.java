package io.breakwater.ops.account;

import io.breakwater.naming.Naming;
import java.net.URI;
import java.util.Optional;

/// The template of the address of an environment's API, with `{api}`, `{stage}` and `{region}` in it.
public record InvokeUrl(String template) {
    /// "Invoke a REST API", Amazon API Gateway Developer Guide.
    public static final String AWS = "https://{api}.execute-api.{region}.amazonaws.com/{stage}";

    /// AWS's own address; behind another endpoint, such as an emulator's, under `/_apigw/`.
    ///
    /// @param endpoint the endpoint that replaces AWS, if any
    public static InvokeUrl behind(Optional<String> endpoint) {
        return new InvokeUrl(endpoint.map(url -> url.replaceAll("/$", "") + "/_apigw/{api}/{stage}")
                .orElse(AWS));
    }

    /// The address, without a slash at its end.
    ///
    /// @param apiId the API's id in API Gateway
    /// @throws IllegalArgumentException if the template is not a URL
    public URI of(String apiId, Naming naming) {
        return URI.create(template.replace("{api}", apiId)
                .replace("{region}", naming.home().region().value())
                .replace("{stage}", naming.environment())
                .replaceAll("/$", ""));
    }
}
