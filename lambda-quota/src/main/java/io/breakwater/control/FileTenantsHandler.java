package io.breakwater.control;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.breakwater.adapters.stack.StackWork;
import io.breakwater.control.tenants.FileTenantsWriter;
import io.breakwater.control.tenants.StagedFile;
import io.breakwater.settings.FileTenants;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/// The custom resource that stores plans and tenants of the environment's file before the functions
/// that read them serve requests. When it is deleted, they stay: the table is deleted with the stack,
/// or kept.
///
/// @param start makes what the handler works with
record FileTenantsHandler(Supplier<Start> start) {
    /// The type of the custom resource.
    static final String TYPE = "Custom::BreakwaterTenants";

    private static final StackWork WORK = new StackWork(
            LoggerFactory.getLogger(FileTenantsHandler.class), "the file's tenants and plans were not stored");

    /// What the handler works with.
    record Start(Function<StagedFile, FileTenants> staged, FileTenantsWriter writer) {}

    String handle(CloudFormationCustomResourceEvent event) {
        return WORK.answered(event, () -> written(event));
    }

    private List<String> written(CloudFormationCustomResourceEvent event) {
        if (event.getRequestType().equals("Delete")) {
            return List.of();
        }
        StagedFile place = StagedFile.of(event.getResourceProperties());
        Start started = start.get();
        return started.writer().write(started.staged().apply(place));
    }
}
