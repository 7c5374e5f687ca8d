package io.breakwater.fleet;

import io.breakwater.event.GatewayEvent;
import io.breakwater.model.LimitName;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The books of all tenants, and who of them is suspended.
final class TenantBooks {
    private static final Duration SUSPENSION_KNOWN = Duration.ofSeconds(5);

    private final FleetTime time;
    private final FleetFindings findings;
    private final Map<TenantId, TenantBook> books = new LinkedHashMap<>();
    private final Map<String, TenantBook> items = new HashMap<>();
    private final Map<TenantId, Duration> suspended = new HashMap<>();

    TenantBooks(FleetTime time, FleetFindings findings) {
        this.time = time;
        this.findings = findings;
    }

    /// @param slack how far apart admissions may be judged
    void open(Tenant tenant, Dearest dearest, Duration slack, boolean clocksJump) {
        TenantBook book = new TenantBook(tenant, dearest, time, findings, slack, clocksJump);
        books.put(tenant.id(), book);
        TenantBook.items(tenant).forEach(item -> items.put(item, book));
    }

    /// Records a reservation on one of a tenant's items; other items are none of the books'.
    void reserved(String item, @Nullable Serving serving, ConditionalWrite write, LedgerItem after) {
        TenantBook book = items.get(item);
        if (book == null) {
            return;
        }
        Duration since = suspended.get(book.tenant());
        boolean late = since != null && time.elapsed().compareTo(since.plus(SUSPENSION_KNOWN)) > 0;
        findings.look(Property.I14, !late, item, late ? "admitted although suspended since " + since : "");
        book.reserved(item, serving, write, after);
    }

    void settled(String item, Serving serving, ConditionalWrite write, LedgerItem after) {
        TenantBook book = items.get(item);
        if (book != null) {
            book.settled(item, serving, write, after);
        }
    }

    /// A request was refused because its tenant's day or month is used up.
    void usedUp(GatewayEvent.RequestEnded end, Function<String, LedgerItem> now, Serving serving) {
        TenantBook book = books.get(end.tenant());
        if (book != null) {
            boolean ofMonth =
                    end.limit().filter(LimitName.USD_PER_MONTH.label()::equals).isPresent();
            book.usedUp(ofMonth, now, serving, time.instant());
        }
    }

    void admittedLocally(TenantId tenant, @Nullable Serving serving) {
        TenantBook book = books.get(tenant);
        if (book != null) {
            book.admittedLocally(serving);
        }
    }

    /// Records what a request was charged; empty if it is not known.
    void charged(TenantId tenant, Optional<Serving.Charged> charge) {
        TenantBook book = books.get(tenant);
        if (book != null) {
            book.charged(charge);
        }
    }

    /// Operators suspend a tenant, or lift that.
    void suspend(TenantId tenant, boolean now) {
        if (now) {
            suspended.put(tenant, time.elapsed());
        } else {
            suspended.remove(tenant);
        }
    }

    /// Checks that the ledgers of fully known tenants have exactly what was charged.
    void sums(Function<String, LedgerItem> now, Instant at) {
        books.values().forEach(book -> book.sums(now, at));
    }
}
