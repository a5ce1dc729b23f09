/*
 * The mock company's data: what it sells, to whom, where, and when. All weights are whole numbers, so that nothing drawn
 * from them depends on a machine's floating point. Mail hosts are the reserved example domains. No city name stands
 * under two states, so that a city tells its state.
 */
#include <stddef.h>
#include "generate/tables.h"
#include "base/banned.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

const struct mdp_gen_category mdp_gen_categories[MDP_GEN_CATEGORIES] = {
	{ "Electronics", 20, 1500, { 95, 92, 94, 95, 96, 96, 98, 100, 98, 102, 125, 130 } },
	{ "Clothing", 15, 200, { 92, 94, 104, 106, 102, 96, 94, 100, 108, 104, 102, 104 } },
	{ "Home & Garden", 20, 400, { 90, 94, 110, 120, 118, 108, 102, 98, 96, 94, 92, 92 } },
	{ "Sports", 15, 300, { 112, 100, 100, 106, 112, 116, 116, 108, 98, 90, 84, 84 } },
	{ "Books", 8, 60, { 104, 100, 96, 94, 92, 96, 102, 108, 108, 98, 98, 112 } },
};

const char *const mdp_gen_brands[MDP_GEN_BRANDS] = { "Acme",    "Borealis", "Cobalt", "Fernhill",
						     "Kestrel", "Lumina",   "Tavora" };

/* In order of category: products of one category have neighbouring ids. */
const struct mdp_gen_type mdp_gen_types[MDP_GEN_TYPES] = {
	{ "Laptop", 0, 600, 1500, 3, false },        { "Smartphone", 0, 300, 1100, 3, false },
	{ "Headphones", 0, 50, 350, 2, true },       { "Wireless Mouse", 0, 20, 80, 1, false },
	{ "Tablet", 0, 200, 800, 2, false },         { "Smartwatch", 0, 100, 450, 2, false },
	{ "Phone Case", 0, 20, 40, 1, false },       { "T-Shirt", 1, 15, 40, 3, true },
	{ "Jeans", 1, 35, 120, 2, false },           { "Jacket", 1, 60, 200, 2, false },
	{ "Sneakers", 1, 50, 180, 2, false },        { "Hoodie", 1, 30, 90, 2, true },
	{ "Dress", 1, 40, 160, 1, false },           { "Coffee Maker", 2, 40, 250, 2, false },
	{ "Blender", 2, 30, 150, 2, false },         { "Desk Lamp", 2, 20, 90, 2, false },
	{ "Cookware Set", 2, 80, 400, 2, false },    { "Garden Hose", 2, 20, 70, 1, false },
	{ "Bedding Set", 2, 50, 200, 3, true },      { "Coffee Mug Set", 2, 20, 45, 1, false },
	{ "Yoga Mat", 3, 20, 80, 2, true },          { "Dumbbell Set", 3, 40, 300, 2, false },
	{ "Tennis Racket", 3, 50, 250, 2, false },   { "Running Shoes", 3, 60, 200, 2, false },
	{ "Water Bottle", 3, 15, 40, 2, true },      { "Camping Tent", 3, 100, 300, 2, false },
	{ "Cookbook", 4, 15, 45, 2, false },         { "Mystery Novel", 4, 8, 25, 2, true },
	{ "Biography", 4, 12, 35, 2, false },        { "Travel Guide", 4, 12, 35, 3, false },
	{ "Science Textbook", 4, 25, 60, 2, false },
};

/*
 * The first three compete for the first place among ids (the seed decides). The next two have the same two names, so
 * that by name they are the first. The last crosses categories.
 */
const struct mdp_gen_pair_spec mdp_gen_pair_specs[MDP_GEN_PAIRS] = {
	{ "Laptop", "Wireless Mouse", 0, 0 },       { "Smartphone", "Phone Case", 0, 0 },
	{ "Coffee Maker", "Coffee Mug Set", 0, 0 }, { "Yoga Mat", "Water Bottle", 0, 0 },
	{ "Yoga Mat", "Water Bottle", 1, 1 },       { "Camping Tent", "Travel Guide", 0, 0 },
};

/* A block of 50 users places exactly 191 orders: 5 × 12 + 15 × 5 + 25 × 2 + (0 + 0 + 1 + 2 + 3). */
const struct mdp_gen_segment mdp_gen_segments[MDP_GEN_SEGMENTS] = {
	{ "high_value", 5, 12 },
	{ "medium_value", 15, 5 },
	{ "low_value", 25, 2 },
	{ "churned", 5, 1 },
};

const struct mdp_gen_place mdp_gen_places[MDP_GEN_STATES] = {
	{ "CA", 130, { "Los Angeles", "San Diego", "San Francisco", "Sacramento" } },
	{ "TX", 105, { "Houston", "Dallas", "Austin", "San Antonio" } },
	{ "FL", 80, { "Miami", "Orlando", "Tampa", "Jacksonville" } },
	{ "NY", 84, { "New York", "Buffalo", "Rochester", "Albany" } },
	{ "PA", 52, { "Philadelphia", "Pittsburgh", "Allentown" } },
	{ "IL", 50, { "Chicago", "Naperville", "Peoria" } },
	{ "OH", 48, { "Columbus", "Cleveland", "Cincinnati" } },
	{ "GA", 44, { "Atlanta", "Savannah", "Macon" } },
	{ "NC", 43, { "Charlotte", "Raleigh", "Durham" } },
	{ "MI", 42, { "Detroit", "Grand Rapids", "Ann Arbor" } },
	{ "NJ", 38, { "Newark", "Jersey City", "Trenton" } },
	{ "VA", 36, { "Richmond", "Norfolk", "Roanoke" } },
	{ "WA", 35, { "Seattle", "Spokane", "Tacoma" } },
	{ "AZ", 32, { "Phoenix", "Tucson", "Mesa" } },
	{ "MA", 31, { "Boston", "Worcester", "Cambridge" } },
	{ "TN", 30, { "Nashville", "Memphis", "Knoxville" } },
	{ "IN", 28, { "Indianapolis", "Fort Wayne", "Evansville" } },
	{ "MO", 25, { "St. Louis", "Kansas City", "Branson" } },
	{ "MD", 26, { "Baltimore", "Frederick", "Annapolis" } },
	{ "WI", 24, { "Milwaukee", "Madison", "Green Bay" } },
	{ "CO", 24, { "Denver", "Boulder", "Colorado Springs" } },
	{ "MN", 22, { "Minneapolis", "St. Paul", "Duluth" } },
	{ "OR", 18, { "Portland", "Eugene", "Salem" } },
	{ "NV", 15, { "Las Vegas", "Reno", "Henderson" } },
};

const struct mdp_gen_campaign_type mdp_gen_campaign_types[MDP_GEN_CAMPAIGN_TYPES] = {
	{ "Brand Awareness", 20000, 150000 }, { "Product Launch", 30000, 200000 }, { "Seasonal Sale", 15000, 120000 },
	{ "Flash Sale", 5000, 40000 },        { "Retargeting", 3000, 30000 },      { "Loyalty Program", 2000, 20000 },
};

const char *const mdp_gen_platforms[MDP_GEN_PLATFORMS] = { "Google Ads", "Facebook", "Instagram", "TikTok",
							   "YouTube",    "LinkedIn", "Email" };

const struct mdp_gen_choice mdp_gen_statuses[] = {
	{ "completed", 90 }, { "cancelled", 95 }, { "refunded", 98 }, { "pending", 100 }
};
const struct mdp_gen_choice mdp_gen_payments[] = {
	{ "credit_card", 44 }, { "paypal", 66 }, { "debit_card", 83 }, { "apple_pay", 93 }, { "google_pay", 100 }
};
const struct mdp_gen_choice mdp_gen_pages[] = { { "home", 20 }, { "category", 38 }, { "product", 72 }, { "search", 82 },
						{ "cart", 91 }, { "checkout", 96 }, { "account", 100 } };
const struct mdp_gen_choice mdp_gen_devices[] = { { "desktop", 42 }, { "mobile", 91 }, { "tablet", 100 } };
const struct mdp_gen_choice mdp_gen_browsers[] = {
	{ "Chrome", 58 }, { "Safari", 80 }, { "Firefox", 89 }, { "Edge", 97 }, { "Opera", 100 }
};

const struct mdp_gen_code mdp_gen_codes[] = {
	{ "WELCOME5", 5 }, { "SAVE10", 10 }, { "EXTRA15", 15 }, { "TAKE20", 20 }, { "VIP25", 25 }
};
const int mdp_gen_ncodes = COUNT(mdp_gen_codes);

const char *const mdp_gen_first_names[] = {
	"Aaron",    "Abigail",  "Adam",   "Alice",  "Amanda",   "Andrew",   "Angela", "Anna",   "Anthony",
	"Barbara",  "Benjamin", "Brian",  "Carlos", "Carol",    "Charles",  "Chloe",  "Daniel", "David",
	"Deborah",  "Diana",    "Edward", "Elena",  "Emily",    "Emma",     "Eric",   "Ethan",  "Fatima",
	"Frank",    "Gabriel",  "Grace",  "Hannah", "Henry",    "Isabella", "Jack",   "James",  "Jennifer",
	"Jessica",  "John",     "Jose",   "Julia",  "Karen",    "Kevin",    "Laura",  "Liam",   "Linda",
	"Lucas",    "Maria",    "Mark",   "Mei",    "Michael",  "Nancy",    "Nathan", "Noah",   "Olivia",
	"Patricia", "Paul",     "Priya",  "Rachel", "Robert",   "Rosa",     "Samuel", "Sarah",  "Sofia",
	"Stephen",  "Susan",    "Thomas", "Victor", "Victoria", "Wei",      "Zoe",
};
const int mdp_gen_nfirst = COUNT(mdp_gen_first_names);

const char *const mdp_gen_last_names[] = {
	"Adams",    "Allen",    "Anderson", "Bailey",    "Baker",    "Bell",   "Bennett",  "Brooks",   "Brown",
	"Campbell", "Carter",   "Chen",     "Clark",     "Collins",  "Cooper", "Cruz",     "Davis",    "Diaz",
	"Edwards",  "Evans",    "Fisher",   "Flores",    "Foster",   "Garcia", "Gonzalez", "Gray",     "Green",
	"Gupta",    "Hall",     "Harris",   "Hernandez", "Hill",     "Howard", "Hughes",   "Jackson",  "Jenkins",
	"Johnson",  "Jones",    "Kelly",    "Kim",       "King",     "Lee",    "Lewis",    "Lopez",    "Martin",
	"Miller",   "Mitchell", "Moore",    "Morgan",    "Morris",   "Murphy", "Nelson",   "Nguyen",   "Ortiz",
	"Parker",   "Patel",    "Perez",    "Peterson",  "Phillips", "Reed",   "Rivera",   "Roberts",  "Robinson",
	"Ross",     "Russell",  "Sanchez",  "Scott",     "Singh",    "Smith",  "Stewart",  "Sullivan", "Taylor",
	"Thompson", "Torres",   "Turner",   "Walker",    "Ward",     "Watson", "White",    "Wright",
};
const int mdp_gen_nlast = COUNT(mdp_gen_last_names);

const char *const mdp_gen_mail_hosts[] = { "example.com", "example.org", "example.net" };
const int mdp_gen_nhosts = COUNT(mdp_gen_mail_hosts);

const int mdp_gen_month_percent[12] = { 84, 86, 93, 96, 99, 100, 97, 96, 95, 102, 124, 132 };
const int mdp_gen_weekday_percent[7] = { 95, 92, 94, 98, 108, 115, 98 }; /* Monday first */
const int mdp_gen_hour_weight[24] = { 8,  5,  3,  2,  2,  4,  10, 20, 32, 42, 48, 52,
				      56, 52, 48, 46, 48, 54, 62, 70, 72, 60, 38, 18 };
const char *const mdp_gen_month_names[12] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
const int mdp_gen_impossible_ages[4] = { 0, -5, 150, 999 };
