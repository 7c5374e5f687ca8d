package io.breakwater.local.run;

import io.breakwater.adapters.bedrock.BedrockHttp;
import io.breakwater.adapters.dynamodb.DynamoDrains;
import io.breakwater.adapters.dynamodb.DynamoHealthStore;
import io.breakwater.adapters.dynamodb.DynamoKeyStore;
import io.breakwater.adapters.dynamodb.DynamoKeyUses;
import io.breakwater.adapters.dynamodb.DynamoLedgerStore;
import io.breakwater.adapters.dynamodb.LedgerClient;
import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.identity.KeyRegister;
import io.breakwater.routing.TargetStores;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/// The state of an embedded run in DynamoDB.
final class DynamoState {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    /// The time limit for everything but the ledgers, whose client waits far less; a slower endpoint
    /// counts as missing when a run starts.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DynamoDbClient patient;
    private final DynamoDbClient ledgers;
    private final LedgerPlace.Tables tables;

    private DynamoState(LedgerPlace.Tables tables, OpenParts open) {
        SdkHttpClient http = open.add(BedrockHttp.client(CONNECT));
        this.tables = tables;
        patient = open.add(DynamoDbClient.builder()
                .httpClient(http)
                .overrideConfiguration(limits -> limits.apiCallTimeout(PATIENCE))
                .build());
        ledgers = open.add(LedgerClient.of(http, _ -> {}));
    }

    /// Opens the tables, and makes those that are missing.
    ///
    /// @param keepsKeys whether the run stores the texts of keys; if not, their records are useless to
    ///     another run and stay in this one
    /// @throws IOException if a table cannot be reached, or is not one of the gateway's
    static LocalState open(LedgerPlace.Tables tables, boolean keepsKeys, OpenParts open) throws IOException {
        try {
            return new DynamoState(tables, open).opened(keepsKeys);
        } catch (SdkClientException unconfigured) {
            throw new IOException(
                    "DynamoDB cannot be used: " + unconfigured.getMessage()
                            + "; set AWS_REGION, credentials, and AWS_ENDPOINT_URL_DYNAMODB for another endpoint"
                            + " than AWS's",
                    unconfigured);
        }
    }

    private LocalState opened(boolean keepsKeys) throws IOException {
        URI endpoint = endpoint();
        TableMaker maker = new TableMaker(patient, endpoint);
        List<String> used = new ArrayList<>();
        for (String table : keepsKeys
                ? List.of(tables.quota(), tables.health(), tables.keys())
                : List.of(tables.quota(), tables.health())) {
            used.add(maker.make(table) ? table + " (made)" : table);
        }
        String place = "DynamoDB at " + endpoint + ", tables " + String.join(", ", used);
        return keepsKeys
                ? state(new DynamoKeyStore(patient, tables.keys()), new DynamoKeyUses(ledgers, tables.keys()), place)
                : inProcess(new InMemoryKeyStore(), place);
    }

    private LocalState inProcess(InMemoryKeyStore keys, String place) {
        return state(keys, keys, place);
    }

    private LocalState state(KeyRegister keys, BiConsumer<String, Instant> uses, String place) {
        return new LocalState(
                new DynamoLedgerStore(ledgers, tables.quota()),
                new TargetStores(
                        new DynamoHealthStore(ledgers, tables.health()), new DynamoDrains(ledgers, tables.health())),
                keys,
                uses,
                place);
    }

    private URI endpoint() {
        DynamoDbServiceClientConfiguration configuration = patient.serviceClientConfiguration();
        return configuration
                .endpointOverride()
                .orElseGet(() -> URI.create("https://dynamodb." + configuration.region() + ".amazonaws.com"));
    }
}
