package io.breakwater.ops.deploy.world;

import java.net.URI;
import java.net.http.HttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The gateways of deployed environments, with the keys of their tenants.
///
/// @param address where a stage is called, with `{api}`, `{stage}` and `{region}` in it
public record Gateways(Clients clients, Stacks stacks, HttpClient http, String address) {
    /// "Invoke a REST API", Amazon API Gateway Developer Guide.
    public static final String AWS_ADDRESS = "https://{api}.execute-api.{region}.amazonaws.com/{stage}";

    private static final String REST_API = "AWS::ApiGateway::RestApi";

    /// A client that presents a tenant's key, as Secrets Manager has it.
    ///
    /// @throws Unshown if the environment has no API
    public Caller as(Environment environment, String tenant) throws Unshown {
        return new Caller(http, address(environment), key(environment, tenant));
    }

    /// A client that presents any text as its key; an empty one is not sent.
    ///
    /// @throws Unshown if the environment has no API
    public Caller withKey(Environment environment, String key) throws Unshown {
        return new Caller(http, address(environment), key);
    }

    /// A tenant's key.
    public String key(Environment environment, String tenant) {
        return clients.at(environment.home(), SecretsManagerClient.builder())
                .getSecretValue(get -> get.secretId(environment.keySecret(tenant)))
                .secretString();
    }

    private URI address(Environment environment) throws Unshown {
        return URI.create(address.replace("{api}", stacks.physicalId(environment.gateway(), REST_API))
                .replace("{region}", environment.home().region().value())
                .replace("{stage}", environment.name()));
    }
}
