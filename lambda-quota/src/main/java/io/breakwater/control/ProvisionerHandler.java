package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.breakwater.adapters.stack.StackWork;
import io.breakwater.control.tenants.Desired;
import io.breakwater.control.tenants.StagedFile;
import io.breakwater.control.tenants.StoredSecrets;
import io.breakwater.control.tenants.TenantProvisioner;
import io.breakwater.control.versions.VersionRound.Report;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.Pepper;
import io.breakwater.model.TenantId;
import io.breakwater.tenancy.TenantEntry;
import io.breakwater.tenancy.TenantRegister;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The custom resource that gives tenants their keys: Create and Update bring keys in line with the
/// environment's file and the tenants that operators have applied, Delete removes them all. It also
/// stores the file's tenants and plans, as a resource of another type ([FileTenantsHandler]). Between
/// deploys, schedules have it make and remove the API Gateway keys of tenants outside the stack
/// ([TenantUsageKeys]), and delete replaced versions of functions ([OldVersionsRequest]).
public final class ProvisionerHandler implements RequestHandler<CloudFormationCustomResourceEvent, String> {
    /// The schedule's request type in place of CloudFormation's Create, Update and Delete.
    private static final String KEEP = "KeepUsageKeys";

    private static final Logger LOG = LoggerFactory.getLogger(ProvisionerHandler.class);
    private static final StackWork WORK = new StackWork(LOG, "the tenants' keys were not brought in line");

    private final Supplier<DeployedControl> start;

    /// Made by Lambda, from the function's variables.
    public ProvisionerHandler() {
        this(() -> DeployedControl.start(System.getenv()));
    }

    ProvisionerHandler(Supplier<DeployedControl> start) {
        this.start = start;
    }

    @Override
    public String handleRequest(CloudFormationCustomResourceEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> handle(event));
    }

    String handle(CloudFormationCustomResourceEvent event) {
        if (KEEP.equals(event.getRequestType())) {
            return kept(TenantUsageKeys.of(start.get()));
        }
        if (OldVersionsRequest.TYPE.equals(event.getRequestType())) {
            return deleted(OldVersionsRequest.of(event), start.get());
        }
        return FileTenantsHandler.TYPE.equals(event.getResourceType())
                ? new FileTenantsHandler(() -> start.get().storing()).handle(event)
                : WORK.answered(event, () -> apply(event, start.get()));
    }

    private static String kept(TenantUsageKeys keys) {
        String kept = keys.keep(Instant.now()).toString();
        LOG.info("API Gateway keys of tenants: {}", kept);
        return kept;
    }

    private static String deleted(OldVersionsRequest request, DeployedControl control) {
        Report report = control.versions().run(request.functions(), request.kept());
        LOG.info("old versions of functions: {}", report);
        return report.withoutFailures().toString();
    }

    private static List<String> apply(CloudFormationCustomResourceEvent event, DeployedControl control) {
        ProvisionRequest request = ProvisionRequest.of(event);
        TenantProvisioner provisioner = provisioner(request, control);
        if (event.getRequestType().equals("Delete")) {
            TenantUsageKeys.of(control).remove(Instant.now());
            return provisioner.remove(ids(control.tables().file()));
        }
        Set<TenantId> configured = control.stagedTenants()
                .apply(StagedFile.of(event.getResourceProperties()))
                .ids();
        Set<TenantId> applied = ids(control.tables().applied());
        Set<TenantId> all = Stream.concat(configured.stream(), applied.stream()).collect(Collectors.toSet());
        Instant now = Instant.now();
        Pepper pepper = control.pepper();
        Map<TenantId, String> own = TenantUsageKeys.of(control).ready(pepper, now);
        return provisioner.provision(
                new Desired(
                        request.usageIdentifiers(all, own, control.usageIdentifiers()),
                        pepper,
                        control.settings().firstKeysInSecrets() ? configured : Set.of()),
                now);
    }

    private static Set<TenantId> ids(TenantRegister register) {
        return register.all().stream().map(TenantEntry::id).collect(Collectors.toSet());
    }

    private static TenantProvisioner provisioner(ProvisionRequest request, DeployedControl control) {
        String environment = control.settings().environment();
        SecureRandom random = new SecureRandom();
        return new TenantProvisioner(
                control.keys(),
                new StoredSecrets(control.secrets(), environment, request.tags(), control.secretsKey()),
                () -> ApiKey.generate(environment, random));
    }
}
