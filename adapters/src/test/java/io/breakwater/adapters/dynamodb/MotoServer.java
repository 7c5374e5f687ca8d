package io.breakwater.adapters.dynamodb;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/// moto's server, another project's DynamoDB in memory, on a loopback port. It ends together with this
/// process.
final class MotoServer {
    /// The environment variable that names a Python with `moto[server]`; if it is not set, nothing is
    /// run against moto.
    static final String PYTHON = "BREAKWATER_MOTO";

    /// One server for all tests of the process, since it takes some seconds to start.
    private static final class Shared {
        private static final URI ENDPOINT = start();
        private static final DynamoDbClient CLIENT = LedgerClient.of(Apache5HttpClient.create(), MotoServer::there);
    }

    private MotoServer() {}

    static URI endpoint() {
        return Shared.ENDPOINT;
    }

    /// The ledgers' own client with longer time limits: moto takes ten times as long as DynamoDB.
    static DynamoDbClient client() {
        return Shared.CLIENT;
    }

    private static void there(DynamoDbClientBuilder more) {
        more.region(Region.US_EAST_1)
                .endpointOverride(Shared.ENDPOINT)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .overrideConfiguration(more.overrideConfiguration().toBuilder()
                        .apiCallTimeout(Duration.ofMinutes(1))
                        .build());
    }

    /// The server's standard input stays open as long as this process lives.
    private static URI start() {
        try {
            Process python = new ProcessBuilder(requireNonNull(System.getenv(PYTHON)), "-c", program())
                    .redirectError(Redirect.INHERIT)
                    .start();
            BufferedReader said = python.inputReader(StandardCharsets.UTF_8);
            String port = requireNonNull(said.readLine(), "moto's server ended before it named its port");
            return URI.create("http://127.0.0.1:" + port);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String program() throws IOException {
        try (InputStream text = requireNonNull(MotoServer.class.getResourceAsStream("moto_server.py"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
