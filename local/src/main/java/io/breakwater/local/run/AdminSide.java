package io.breakwater.local.run;

import io.breakwater.call.TargetLedger;
import io.breakwater.call.TenantLedger;
import io.breakwater.control.AdminHandler;
import io.breakwater.control.admin.AdminApi;
import io.breakwater.control.admin.TargetParts;
import io.breakwater.control.keys.KeyLife;
import io.breakwater.control.tenants.AllTenants;
import io.breakwater.identity.ApiKey;
import io.breakwater.local.front.LocalAdminApi;
import io.breakwater.settings.Settings;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/// The operators' API of an embedded run, protected by a token made for this run.
final class AdminSide {
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final String token = token();
    private final Settings settings;
    private final LocalKeys keys;
    private final AllTenants tenants;
    private final TargetParts targets;

    AdminSide(Settings settings, LocalKeys keys, AllTenants tenants, TargetParts targets) {
        this.settings = settings;
        this.keys = keys;
        this.tenants = tenants;
        this.targets = targets;
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    String shown() {
        return token;
    }

    /// @param audit takes a JSON line for each change
    LocalAdminApi api(TenantLedger ledger, TargetLedger pools, InstantSource clock, Consumer<String> audit) {
        KeyLife life = new KeyLife(new KeyLife.Parts(
                keys.store(),
                keys.pepper(),
                () -> ApiKey.generate(settings.environment(), random),
                keys,
                _ -> Optional.of(LocalKeys.SHARED_USAGE)));
        AdminApi api = new AdminApi(new AdminApi.Parts(settings, tenants, ledger, pools, keys.store(), life, targets));
        AdminHandler handler = new AdminHandler(api, clock, line -> {
            keys.save();
            audit.accept(line);
        });
        return new LocalAdminApi(token, handler::answer);
    }
}
