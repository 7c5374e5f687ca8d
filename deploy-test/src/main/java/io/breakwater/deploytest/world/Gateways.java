package io.breakwater.deploytest.world;

import io.breakwater.ops.account.InvokeUrl;
import java.net.URI;
import java.net.http.HttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The gateways of deployed environments, with the keys of their tenants.
///
/// @param invokeUrl gives the address of a stage
public record Gateways(PlaceClients clients, Stacks stacks, HttpClient http, InvokeUrl invokeUrl) {
    private static final String REST_API = "AWS::ApiGateway::RestApi";

    /// A client that presents a tenant's key from Secrets Manager.
    ///
    /// @throws Unshown if the environment has no API
    public TestCaller as(Environment environment, String tenant) throws Unshown {
        return new TestCaller(http, address(environment), key(environment, tenant));
    }

    /// A client that presents any text as its key; an empty one is not sent.
    ///
    /// @throws Unshown if the environment has no API
    public TestCaller withKey(Environment environment, String key) throws Unshown {
        return new TestCaller(http, address(environment), key);
    }

    /// A tenant's key.
    public String key(Environment environment, String tenant) {
        return clients.at(environment.home(), SecretsManagerClient.builder())
                .getSecretValue(get -> get.secretId(environment.keySecret(tenant)))
                .secretString();
    }

    /// The address of the environment's stage.
    ///
    /// @throws Unshown if the environment has no API
    public URI address(Environment environment) throws Unshown {
        return invokeUrl.of(apiId(environment), environment.naming());
    }

    /// The id of the environment's API.
    ///
    /// @throws Unshown if the environment has none
    public String apiId(Environment environment) throws Unshown {
        return stacks.physicalId(environment.gateway(), REST_API);
    }
}
