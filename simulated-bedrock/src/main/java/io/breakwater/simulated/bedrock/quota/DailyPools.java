package io.breakwater.simulated.bedrock.quota;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tokens used today, per account and source Region; the count starts again at UTC midnight.
final class DailyPools {

    private record Place(String account, String region) {}

    private record Day(long epochDay, long used, long limit) {}

    private final QuotaLimits limits;
    private final Map<Place, Day> days = new HashMap<>();

    DailyPools(QuotaLimits limits) {
        this.limits = limits;
    }

    boolean lacks(PoolKey key, long tokens, long epochDay) {
        Day day = today(key, epochDay);
        return day.limit > 0 && day.used + tokens > day.limit;
    }

    /// Adds tokens, or gives some back when negative; tokens of another day than the current one are
    /// dropped.
    void add(PoolKey key, long tokens, long epochDay) {
        Day day = today(key, epochDay);
        if (day.limit > 0 && day.epochDay == epochDay) {
            days.put(place(key), new Day(epochDay, day.used + tokens, day.limit));
        }
    }

    List<DailyState> states() {
        List<DailyState> states = new ArrayList<>();
        days.forEach((place, day) -> states.add(new DailyState(place.account, place.region, day.limit, day.used)));
        return states;
    }

    void clear() {
        days.clear();
    }

    private Day today(PoolKey key, long epochDay) {
        Day fresh = new Day(epochDay, 0, limits.dailyTokensOf(key));
        Day day = days.getOrDefault(place(key), fresh);
        return day.epochDay >= epochDay ? day : fresh;
    }

    private static Place place(PoolKey key) {
        return new Place(key.account(), key.region());
    }
}
