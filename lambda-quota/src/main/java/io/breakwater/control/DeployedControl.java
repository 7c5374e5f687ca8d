package io.breakwater.control;

import io.breakwater.adapters.config.FunctionConfig;
import io.breakwater.adapters.config.FunctionVariables;
import io.breakwater.adapters.dynamodb.DeployedTenants;
import io.breakwater.adapters.dynamodb.DynamoDrains;
import io.breakwater.adapters.dynamodb.DynamoHealthStore;
import io.breakwater.adapters.dynamodb.DynamoKeyStore;
import io.breakwater.adapters.dynamodb.DynamoKeyUses;
import io.breakwater.adapters.dynamodb.DynamoLedgerStore;
import io.breakwater.adapters.dynamodb.DynamoMeasured;
import io.breakwater.adapters.telemetry.EmbeddedMetrics;
import io.breakwater.call.TargetLedger;
import io.breakwater.call.TenantLedger;
import io.breakwater.control.admin.AdminApi;
import io.breakwater.control.admin.TargetParts;
import io.breakwater.control.keys.KeyLife;
import io.breakwater.control.tenants.AllTenants;
import io.breakwater.control.tenants.FileTenantsWriter;
import io.breakwater.control.tenants.LedgerMove;
import io.breakwater.control.tenants.StagedFile;
import io.breakwater.control.tenants.StagedTenants;
import io.breakwater.control.tenants.StoredSecrets;
import io.breakwater.control.versions.LambdaVersions;
import io.breakwater.control.versions.VersionRound;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyCheck;
import io.breakwater.identity.Pepper;
import io.breakwater.model.TenantId;
import io.breakwater.model.Topology;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.routing.TargetStores;
import io.breakwater.settings.FileTenants;
import io.breakwater.settings.Settings;
import io.breakwater.settings.TenantEntries;
import io.breakwater.tenancy.RefreshedValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The composition root of the control plane in AWS: what its handlers work with, made from a function's variables
/// and the configuration beside its code.
///
/// Each function has variables and rights only for its own part, so parts are made only when asked for.
record DeployedControl(FunctionVariables variables, Settings settings, ControlClients clients) {
    private static final Logger LOG = LoggerFactory.getLogger(DeployedControl.class);

    /// After this time every copy has read a change.
    private static final Duration ALL_KNOW = RefreshedValue.AGE.plusMillis(500);

    /// @param environment the function's variables
    /// @throws UncheckedIOException if the packaged configuration cannot be read
    static DeployedControl start(Map<String, String> environment) {
        return start(environment, new ControlClients(_ -> {}));
    }

    static DeployedControl start(Map<String, String> environment, ControlClients clients) {
        FunctionVariables variables = new FunctionVariables(environment);
        try {
            return new DeployedControl(
                    variables, FunctionConfig.read(variables.config()).settings(), clients);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the packaged configuration: " + e.getMessage(), e);
        }
    }

    DynamoKeyStore keys() {
        return new DynamoKeyStore(dynamo(), variables.required("BREAKWATER_KEYS_TABLE"));
    }

    /// Reads a key that does not exist, so that no caller waits while a process's first read loads its
    /// classes. SnapStart keeps them in its snapshot. Its connections would be dead after a restore, so
    /// they are closed here.
    void warmUpKeys() {
        try (ControlClients once = clients.again()) {
            new DeployedControl(variables, settings, once).keys().find("warm-up");
        } catch (SdkException unreachable) {
            LOG.warn("no key could be read before the first request", unreachable);
        }
    }

    BiConsumer<String, Instant> uses() {
        return new DynamoKeyUses(clients.brief(), variables.required("BREAKWATER_KEYS_TABLE"));
    }

    KeyCheck check() {
        return new KeyCheck(settings.environment(), pepper());
    }

    /// The environment's current pepper from Secrets Manager. It is read when a process starts, with
    /// rights that may be new.
    Pepper pepper() {
        String secret = variables.required("BREAKWATER_PEPPER_SECRET");
        return new Pepper(NewRights.AT_START
                .call(() -> secrets().getSecretValue(get -> get.secretId(secret)))
                .secretString()
                .getBytes(StandardCharsets.UTF_8));
    }

    /// Counts refused and unchecked keys, as metrics.
    KeyReports reports() {
        return KeyReports.metrics(new EmbeddedMetrics(settings.environment(), System.out));
    }

    TenantLedger ledger() {
        return new TenantLedger(items(dynamo()));
    }

    /// What the carrier works with. A write with an unknown result may be repeated, since its
    /// conditions say what it expects.
    CarrierHandler.Start carrying() {
        return new CarrierHandler.Start(new LedgerMove(ledger()), stagedTenants());
    }

    /// What the handler of the file's plans and tenants works with.
    FileTenantsHandler.Start storing() {
        DeployedTenants tables = tables();
        return new FileTenantsHandler.Start(
                stagedTenants(),
                new FileTenantsWriter(tables.plans(), tables.file(), tables.applied(), DeployedControl::untilAllKnow));
    }

    private static void untilAllKnow() {
        try {
            Thread.sleep(ALL_KNOW);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped before every copy of the functions knew", e);
        }
    }

    /// Reads the file's plans and tenants from the object that CloudFormation names; the rights to it
    /// may be new.
    Function<StagedFile, FileTenants> stagedTenants() {
        StagedTenants staged = new StagedTenants(clients.client(S3Client.builder()));
        return file -> NewRights.AT_START.call(() -> staged.apply(file));
    }

    /// The sweeper. A write with an unknown result is not repeated; the next sweep finds out.
    Sweeper sweeper() {
        Ledger items = items(clients.brief());
        return new Sweeper(
                settings,
                tenants()::all,
                new TenantLedger(items),
                new TargetLedger(items),
                new EmbeddedMetrics(settings.environment(), System.out),
                new DynamoMeasured(dynamo(), variables.required("BREAKWATER_HEALTH_TABLE"))::put);
    }

    private Ledger items(DynamoDbClient dynamo) {
        return new Ledger(new DynamoLedgerStore(dynamo, variables.required("BREAKWATER_QUOTA_TABLE")), Epochs.STANDARD);
    }

    /// The operators' API.
    AdminApi admin() {
        SecureRandom random = new SecureRandom();
        DynamoKeyStore register = keys();
        KeyLife life = new KeyLife(new KeyLife.Parts(
                register,
                pepper(),
                () -> ApiKey.generate(settings.environment(), random),
                new StoredSecrets(secrets(), settings.environment(), Map.of()),
                this::firstUsage));
        Ledger items = items(dynamo());
        return new AdminApi(new AdminApi.Parts(
                settings, tenants(), new TenantLedger(items), new TargetLedger(items), register, life, targets()));
    }

    /// The operators' view of the targets; a reset writes a line into this function's log.
    private TargetParts targets() {
        String table = variables.required("BREAKWATER_HEALTH_TABLE");
        DynamoDbClient dynamo = dynamo();
        return new TargetParts(
                new TargetStores(new DynamoHealthStore(dynamo, table), new DynamoDrains(dynamo, table)),
                change -> LOG.info(ResetLine.of(change)));
    }

    Topology topology() {
        return settings.topology();
    }

    /// The values of API Gateway's keys, by their ids.
    UnaryOperator<String> usageIdentifiers() {
        ApiGatewayClient gateway = clients.client(ApiGatewayClient.builder());
        return id -> gateway.getApiKey(get -> get.apiKey(id).includeValue(true)).value();
    }

    /// The API Gateway key for a tenant's first key, if an operator gives it out; for tenants of the
    /// file, a deploy may do so.
    private Optional<String> firstUsage(TenantId tenant) {
        boolean deployed =
                settings.firstKeysInSecrets() && tables().file().find(tenant).isPresent();
        return deployed
                ? Optional.empty()
                : Optional.of(usageIdentifiers().apply(variables.required("BREAKWATER_SHARED_API_KEY")));
    }

    /// Deletes versions that deploys have left.
    VersionRound versions() {
        return new VersionRound(
                new LambdaVersions(clients.client(LambdaClient.builder())), InstantSource.system(), Thread::sleep);
    }

    /// The current tenants.
    AllTenants tenants() {
        DeployedTenants tables = tables();
        TenantEntries entries = TenantEntries.of(settings, LOG::warn);
        return new AllTenants(settings.environment(), new StoredTenancy(entries, tables), entries, tables.applied());
    }

    DeployedTenants tables() {
        return DeployedTenants.of(variables, dynamo());
    }

    /// The KMS key of tenants' secrets, if the environment has its own.
    Optional<String> secretsKey() {
        return variables.optional("BREAKWATER_SECRETS_KEY");
    }

    SecretsManagerClient secrets() {
        return clients.client(SecretsManagerClient.builder());
    }

    private DynamoDbClient dynamo() {
        return clients.client(DynamoDbClient.builder());
    }
}
