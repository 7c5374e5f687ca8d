package io.breakwater.local.run;

import io.breakwater.dynamo.DynamoPort;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// DynamoDB in memory behind its own protocol on a loopback port, so that processes can share its tables.
final class DynamoServer implements AutoCloseable {
    private final DynamoPort port;
    private final DynamoDbClient client;

    private DynamoServer(DynamoPort port) {
        this.port = port;
        this.client = client(port.endpoint());
    }

    /// A client of the server at this address.
    static DynamoDbClient client(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    static DynamoServer start() throws IOException {
        return new DynamoServer(DynamoPort.start());
    }

    URI endpoint() {
        return port.endpoint();
    }

    int port() {
        return port.port();
    }

    /// The variables with which a process finds it, as the SDK finds any endpoint.
    Map<String, String> variables() {
        return variables(endpoint());
    }

    /// The same for a server that stands in front of it.
    static Map<String, String> variables(URI endpoint) {
        return Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB", endpoint.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local");
    }

    /// Its tables, for the test itself.
    DynamoDbClient tables() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        port.close();
    }
}
