/* Functions whose use is almost always a defect do not compile. Included by every .c file, after the system headers. */
#ifndef MDP_BASE_BANNED_H
#define MDP_BASE_BANNED_H

#define MDP_BANNED(f) mdp_sorry_##f##_is_banned
#undef strcpy
#define strcpy(...) MDP_BANNED(strcpy)
#undef strcat
#define strcat(...) MDP_BANNED(strcat)
#undef strncpy
#define strncpy(...) MDP_BANNED(strncpy)
#undef strncat
#define strncat(...) MDP_BANNED(strncat)
#undef sprintf
#define sprintf(...) MDP_BANNED(sprintf)
#undef vsprintf
#define vsprintf(...) MDP_BANNED(vsprintf)
#undef strtok
#define strtok(...) MDP_BANNED(strtok)
#undef atoi
#define atoi(...) MDP_BANNED(atoi)
#undef atol
#define atol(...) MDP_BANNED(atol)
#undef atof
#define atof(...) MDP_BANNED(atof)
#undef sscanf
#define sscanf(...) MDP_BANNED(sscanf)
#undef gets
#define gets(...) MDP_BANNED(gets)
#undef alloca
#define alloca(...) MDP_BANNED(alloca)

#endif
