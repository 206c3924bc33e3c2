# __kebab__

Entries that a person writes about a day. A person reaches their own entries only.

- A repeat of a write answers the first record; a day after today is refused (`DATE_IN_FUTURE`).
- Contract: `shared-types/src/__kebab__`. Page: `miniapp/src/features/__kebab__`.
- Tests: `npm test -- unit __kebab__`.
